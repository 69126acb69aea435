package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.ExecutionEnd;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account of one workflow, kept from its start until it is closed, settled and, if it has to
 * be, audited. Its monitor guards it: of its methods, the public ones take it, and who calls
 * another holds it.
 */
public sealed class ExecutionEntry permits AdoptedEntry {
  /** Its close was seen as it came about. */
  static final long SEEN = -1;

  /** In place of a count of branches that nobody needs any more, which costs no field. */
  private static final int CANCELLATION_CLAIMED = -1;

  private final long number;
  private final boolean measured;
  private final long intendedNanos;
  private final long startNanos;

  private ExecutionState state = ExecutionState.STARTING;

  /** The first attempt's token of each activity, until {@link #accounts} has more to tell. */
  private final @Nullable Token[] firsts;

  private @Nullable ActivityEntry @Nullable [] accounts;

  /** The first 64 activities whose result has reached the workflow, a bit each, and all further. */
  private long resumed;

  private @Nullable BitSet resumedFurther;

  /** Branches whose first activity has been issued. */
  private int branchesBegun;

  private @Nullable ExecutionEnd end;
  private boolean handedOver;
  private boolean terminatedByUs;
  private boolean failedByUnissued;
  private long servedNanos = SEEN;

  ExecutionEntry(
      long number, boolean measured, long intendedNanos, long startNanos, int activities) {
    this.number = number;
    this.measured = measured;
    this.intendedNanos = intendedNanos;
    this.startNanos = startNanos;
    this.firsts = new Token[activities];
  }

  /** The workflow's number, from which its id is made. */
  public long number() {
    return number;
  }

  /** Whether it was started in the measured phase. */
  public boolean measured() {
    return measured;
  }

  /** When it should have started, by the injected clock. */
  public long intendedNanos() {
    return intendedNanos;
  }

  /** When its start was requested, by the injected clock. */
  public long startNanos() {
    return startNanos;
  }

  /** Whether an earlier life of the run started it. */
  public boolean adopted() {
    return false;
  }

  /** Where it stands. */
  public synchronized ExecutionState state() {
    return state;
  }

  /**
   * From the request of its start to its close, which is the moment {@code nowNanos} unless the
   * close went unseen: then as long as the server says that it took.
   */
  public synchronized long nanosUntil(long nowNanos) {
    return servedNanos == SEEN ? nowNanos - startNanos : servedNanos;
  }

  /** It is there: its start was acknowledged, or something came of it. Whether that is news. */
  boolean start() {
    if (state != ExecutionState.STARTING) {
      return false;
    }
    state = ExecutionState.OPEN;
    return true;
  }

  /** Its start was refused; whether it could be: nothing had come of it, and nothing will. */
  boolean reject() {
    if (state != ExecutionState.STARTING) {
      return false;
    }
    state = ExecutionState.UNKNOWN;
    return true;
  }

  /**
   * It was learnt how it ended.
   *
   * @param nanos from its start to its close by the server's clock, or {@link #SEEN}
   */
  void end(ExecutionEnd how, long nanos) {
    end = how;
    servedNanos = nanos;
  }

  /** How it ended; null while that is not known. */
  @Nullable ExecutionEnd end() {
    return end;
  }

  /** Gives it its final state. */
  void settle(ExecutionState last) {
    state = last;
  }

  boolean isSettled() {
    return state.isFinal();
  }

  /** The harness itself is about to terminate it. */
  void terminating() {
    terminatedByUs = true;
  }

  boolean terminatedByUs() {
    return terminatedByUs;
  }

  /** Hands it over to who may read its history; true once. */
  boolean handOver() {
    boolean first = !handedOver;
    handedOver = true;
    return first;
  }

  /** Notes that it failed because the server lost starts of its activities; true once. */
  boolean failByUnissued() {
    boolean first = !failedByUnissued;
    failedByUnissued = true;
    return first;
  }

  /** The first activity of one more of its branches has been issued. */
  void beginBranch() {
    if (branchesBegun != CANCELLATION_CLAIMED) {
      branchesBegun++;
    }
  }

  /** Claims its cancellation: true once, as soon as so many branches have begun. */
  boolean claimCancellation(int branches) {
    if (branchesBegun != branches) {
      return false;
    }
    branchesBegun = CANCELLATION_CLAIMED;
    return true;
  }

  /** Takes an activity's first token, if that is all there is to tell; else it does not. */
  boolean takesFirst(Token token) {
    int activity = token.activity();
    if (token.attempt() != 1 || state.isFinal() || known(activity)) {
      return false;
    }
    firsts[activity] = token;
    return true;
  }

  /** Whether any token of the activity was issued. */
  boolean issued(int activity) {
    ActivityEntry account = account(activity);
    return firsts[activity] != null || (account != null && account.issued() > 0);
  }

  /** Whether any token of the activity was issued, or is known to have been missed. */
  private boolean known(int activity) {
    return firsts[activity] != null || account(activity) != null;
  }

  /** The activity's account; made when there is none. */
  ActivityEntry activity(int activity) {
    ActivityEntry account = account(activity);
    if (account == null) {
      if (accounts == null) {
        accounts = new ActivityEntry[firsts.length];
      }
      Token first = firsts[activity];
      account = first == null ? new ActivityEntry() : new ActivityEntry(first);
      firsts[activity] = null;
      accounts[activity] = account;
    }
    return account;
  }

  /** The activity's account, if its first token does not tell all. */
  @Nullable ActivityEntry account(int activity) {
    return accounts == null ? null : accounts[activity];
  }

  /** The first attempt's token, if it tells all of the activity. */
  @Nullable Token first(int activity) {
    return firsts[activity];
  }

  /** Whether the token is its activity's latest, and open. */
  boolean current(Token token) {
    ActivityEntry account = account(token.activity());
    return account == null ? !token.state().isFinal() : account.current(token);
  }

  /** A call that answers for the token was let through. */
  void called(Token token, long nowNanos) {
    token.calledNow();
    ActivityEntry account = account(token.activity());
    if (account != null) {
      account.called(nowNanos);
    }
  }

  /** One of its tokens has a final state. */
  void settled(Token token, TokenState last) {
    ActivityEntry account = account(token.activity());
    if (account != null) {
      account.settled(token, last);
    }
  }

  /** Whether an attempt is known never to have reached us in time. */
  boolean missed(int activity, int attempt) {
    ActivityEntry account = account(activity);
    return account != null && account.missed(attempt);
  }

  /** Whether an attempt was missed though its token reached us. */
  boolean late(int activity, int attempt) {
    ActivityEntry account = account(activity);
    return account != null && account.wasLate(attempt);
  }

  /** Notes that an activity's result has reached the workflow; whether it had not before. */
  boolean resumes(int activity) {
    if (activity < Long.SIZE) {
      long before = resumed;
      resumed |= 1L << activity;
      return resumed != before;
    }
    if (resumedFurther == null) {
      resumedFurther = new BitSet();
    }
    boolean before = resumedFurther.get(activity);
    resumedFurther.set(activity);
    return !before;
  }

  /** Its tokens without a final state; a copy. */
  List<Token> unsettled() {
    List<Token> tokens = new ArrayList<>();
    for (int activity = 0; activity < firsts.length; activity++) {
      Token first = firsts[activity];
      ActivityEntry account = account(activity);
      if (account != null) {
        tokens.addAll(account.unsettled());
      } else if (first != null && !first.state().isFinal()) {
        tokens.add(first);
      }
    }
    return tokens;
  }

  boolean anyUnsettled() {
    for (int activity = 0; activity < firsts.length; activity++) {
      Token first = firsts[activity];
      ActivityEntry account = account(activity);
      if (account == null ? first != null && !first.state().isFinal() : account.anyUnsettled()) {
        return true;
      }
    }
    return false;
  }

  boolean anyCalling() {
    if (!anyUnsettled()) {
      return false;
    }
    for (Token token : unsettled()) {
      if (token.calling()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has ended, and every call for its tokens has been answered. */
  boolean lastAnswered() {
    return end != null && !anyCalling();
  }

  boolean allCompleted() {
    for (int activity = 0; activity < firsts.length; activity++) {
      Token first = firsts[activity];
      ActivityEntry account = account(activity);
      TokenState outcome =
          account != null ? account.outcome() : first != null ? first.state() : TokenState.HELD;
      if (outcome != TokenState.COMPLETED) {
        return false;
      }
    }
    return true;
  }

  /** A copy. */
  ExecutionAccount account() {
    List<ExecutionAccount.ActivityAccount> copies = new ArrayList<>();
    for (int activity = 0; activity < firsts.length; activity++) {
      if (known(activity)) {
        copies.add(activity(activity).account(activity));
      }
    }
    return new ExecutionAccount(number, Optional.ofNullable(end), List.copyOf(copies));
  }
}
