package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.ExecutionEnd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account of one workflow, kept from its start until it is closed, settled and, if it has to
 * be, audited. Its monitor guards it: of its methods, the public ones take it, and who calls
 * another holds it.
 *
 * <p>Millions may be open while their tokens are parked, so it takes 56 bytes. What only few need
 * is in {@link EntryDetails}. First tokens are a chain, the latest first: where there are few of
 * them, an array would take twice as much as it saves.
 */
public sealed class ExecutionEntry permits AdoptedEntry {
  /** Its close was seen as it came about. */
  static final long SEEN = -1;

  /** In place of a count of branches that nobody needs any more, which costs no field. */
  private static final short CANCELLATION_CLAIMED = -1;

  private static final ExecutionState[] STATES = ExecutionState.values();

  /** Activities whose first tokens are looked for one after the other. */
  private static final int MOST_CHAINED = Short.SIZE;

  private final long number;
  private final boolean measured;
  private final long intendedNanos;
  private final long startNanos;

  /** The state's ordinal, which is never stored elsewhere. */
  private byte state;

  /**
   * The first attempt's token of each activity, until the activity's account has more to tell. This
   * is the latest one, which knows the one before.
   */
  private @Nullable Token first;

  private @Nullable EntryDetails details;

  /** The first 16 activities whose result has reached the workflow, a bit each. */
  private short resumed;

  /** Branches whose first activity has been issued. */
  private short branchesBegun;

  private @Nullable ExecutionEnd end;
  private boolean handedOver;
  private boolean terminatedByUs;

  ExecutionEntry(
      long number, boolean measured, long intendedNanos, long startNanos, int activities) {
    this.number = number;
    this.measured = measured;
    this.intendedNanos = intendedNanos;
    this.startNanos = startNanos;
    if (activities > MOST_CHAINED) {
      this.details = new EntryDetails(activities);
    }
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
    return now();
  }

  private ExecutionState now() {
    return STATES[state];
  }

  // The ordinal never leaves this object.
  @SuppressWarnings("EnumOrdinal")
  private void becomes(ExecutionState next) {
    state = (byte) next.ordinal();
  }

  /** What only few have; made when there is none. */
  private EntryDetails details() {
    if (details == null) {
      details = new EntryDetails(0);
    }
    return details;
  }

  /**
   * From the request of its start to its close, which is the moment {@code nowNanos} unless the
   * close went unseen: then as long as the server says that it took.
   */
  public synchronized long nanosUntil(long nowNanos) {
    long served = details == null ? SEEN : details.servedNanos();
    return served == SEEN ? nowNanos - startNanos : served;
  }

  /** It is there: its start was acknowledged, or something came of it. Whether that is news. */
  boolean start() {
    if (now() != ExecutionState.STARTING) {
      return false;
    }
    becomes(ExecutionState.OPEN);
    return true;
  }

  /** Its start was refused; whether it could be: nothing had come of it, and nothing will. */
  boolean reject() {
    if (now() != ExecutionState.STARTING) {
      return false;
    }
    becomes(ExecutionState.UNKNOWN);
    return true;
  }

  /**
   * It was learnt how it ended.
   *
   * @param nanos from its start to its close by the server's clock, or {@link #SEEN}
   */
  void end(ExecutionEnd how, long nanos) {
    end = how;
    if (nanos != SEEN) {
      details().served(nanos);
    }
  }

  /** How it ended; null while that is not known. */
  @Nullable ExecutionEnd end() {
    return end;
  }

  /** Gives it its final state. */
  void settle(ExecutionState last) {
    becomes(last);
  }

  boolean isSettled() {
    return now().isFinal();
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
    return details().failByUnissued();
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
    if (token.attempt() != 1 || isSettled() || known(activity)) {
      return false;
    }
    token.previous(first);
    first = token;
    if (details != null && details.indexes()) {
      details.first(activity, token);
    }
    return true;
  }

  /** Whether any token of the activity was issued. */
  boolean issued(int activity) {
    ActivityEntry account = account(activity);
    return account == null ? first(activity) != null : account.issued() > 0;
  }

  /** Whether any token of the activity was issued, or is known to have been missed. */
  private boolean known(int activity) {
    return account(activity) != null || first(activity) != null;
  }

  /** The activity's account; made when there is none. */
  ActivityEntry activity(int activity) {
    ActivityEntry account = account(activity);
    if (account == null) {
      Token token = first(activity);
      account = token == null ? new ActivityEntry() : new ActivityEntry(token);
      if (token != null) {
        leavesFirsts(token);
      }
      details().account(activity, account);
    }
    return account;
  }

  private void leavesFirsts(Token token) {
    if (details != null && details.indexes()) {
      details.first(token.activity(), null);
    }
    Token later = null;
    for (Token each = first; each != token && each != null; each = each.previous()) {
      later = each;
    }
    if (later == null) {
      first = token.previous();
    } else {
      later.previous(token.previous());
    }
    token.previous(null);
  }

  /** The activity's account, if its first token does not tell all. */
  @Nullable ActivityEntry account(int activity) {
    return details == null ? null : details.account(activity);
  }

  /** The first attempt's token, if it tells all of the activity. */
  @Nullable Token first(int activity) {
    if (details != null && details.indexes()) {
      return details.first(activity);
    }
    Token token = first;
    while (token != null && token.activity() != activity) {
      token = token.previous();
    }
    return token;
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
    if (activity >= Short.SIZE) {
      return details().resumes(activity);
    }
    short before = resumed;
    resumed |= (short) (1 << activity);
    return resumed != before;
  }

  /** Its tokens without a final state, by activity; a copy. */
  List<Token> unsettled() {
    List<Token> tokens = new ArrayList<>();
    for (Token token = first; token != null; token = token.previous()) {
      if (!token.state().isFinal()) {
        tokens.add(token);
      }
    }
    if (details != null) {
      details.addUnsettledTo(tokens);
    }
    tokens.sort(Comparator.comparingInt(Token::activity));
    return tokens;
  }

  boolean anyUnsettled() {
    for (Token token = first; token != null; token = token.previous()) {
      if (!token.state().isFinal()) {
        return true;
      }
    }
    return details != null && details.anyUnsettled();
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

  /** Whether so many activities were completed, which are all that it has. */
  boolean allCompleted(int activities) {
    int completed = details == null ? 0 : details.count(TokenState.COMPLETED);
    for (Token token = first; token != null; token = token.previous()) {
      if (token.state() == TokenState.COMPLETED) {
        completed++;
      }
    }
    return completed == activities;
  }

  /** A copy. */
  ExecutionAccount account() {
    while (first != null) {
      var unused = activity(first.activity());
    }
    List<ExecutionAccount.ActivityAccount> copies = new ArrayList<>();
    if (details != null) {
      details.addCopiesTo(copies);
    }
    return new ExecutionAccount(number, Optional.ofNullable(end), List.copyOf(copies));
  }
}
