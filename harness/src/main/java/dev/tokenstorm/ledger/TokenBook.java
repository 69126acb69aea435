package dev.tokenstorm.ledger;

import static dev.tokenstorm.ledger.IssueResult.HELD;
import static dev.tokenstorm.ledger.IssueResult.ORPHANED;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.Ledger.ActivityTimes;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.Shape;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the workflows in a {@link ExecutionBook}: issued, called for, answered, settled.
 * Thread-safe: a token is guarded by its workflow's entry.
 */
final class TokenBook {
  private final ExecutionBook workflows;
  private final Shape shape;
  private final boolean byId;
  private final EndJudge ends;
  private final Counters counters;
  private final FindingLog findings;
  private final DoubtListener doubts;
  private final AtomicLong pending = new AtomicLong();

  /**
   * @param byId whether activities are completed by id, on whatever attempt is current then
   */
  TokenBook(
      ExecutionBook workflows,
      Shape shape,
      boolean byId,
      EndJudge ends,
      Counters counters,
      FindingLog findings,
      DoubtListener doubts) {
    this.workflows = workflows;
    this.shape = shape;
    this.byId = byId;
    this.ends = ends;
    this.counters = counters;
    this.findings = findings;
    this.doubts = doubts;
  }

  /** Opens the account of a token; null unless its result is {@link IssueResult#HELD}. */
  @Nullable Token issue(
      long number, int activity, int attempt, ByteString bytes, String activityId, long nowNanos) {
    ExecutionEntry entry = workflows.find(number);
    if (entry == null || activity < 0) {
      turnAway(activity < 0 || !workflows.isOurs(number) ? IssueResult.FOREIGN : ORPHANED);
      return null;
    }
    if (beyondAnyPlan(number, activity, attempt)) {
      return null;
    }
    Token token = new Token(entry, activity, attempt, bytes, byId ? activityId : "", nowNanos);
    synchronized (entry) {
      return enter(entry, token) == HELD ? token : null;
    }
  }

  private boolean beyondAnyPlan(long number, int activity, int attempt) {
    if (attempt <= GreetingPlan.MOST_ATTEMPTS) {
      return false;
    }
    findings.discrepancy(
        number,
        "the server told of attempt %d of activity %s, more than any plan has"
            .formatted(attempt, shape.place(activity)));
    return true;
  }

  /** {@link Ledger#past}. */
  void past(ExecutionEntry entry, int activity, int attempt, TokenState state) {
    if (beyondAnyPlan(entry.number(), activity, attempt)) {
      return;
    }
    Token token = new Token(entry, activity, attempt, ByteString.EMPTY, "", 0);
    synchronized (entry) {
      if (enter(entry, token) == HELD) {
        settle(token, state);
      }
    }
  }

  /** {@link Ledger#found}; null unless its result is {@link IssueResult#HELD}. */
  @Nullable Token found(
      ExecutionEntry entry, int activity, int attempt, String activityId, long issuedNanos) {
    if (beyondAnyPlan(entry.number(), activity, attempt)) {
      return null;
    }
    Token token = new Token(entry, activity, attempt, ByteString.EMPTY, activityId, issuedNanos);
    synchronized (entry) {
      return enter(entry, token) == HELD ? token : null;
    }
  }

  private IssueResult enter(ExecutionEntry entry, Token token) {
    int activity = token.activity();
    boolean beginsBranch = shape.first(activity) && !entry.issued(activity);
    IssueResult result;
    if (entry.takesFirst(token)) {
      take(entry);
      result = HELD;
    } else {
      result = enterFurther(entry, token);
    }
    if (beginsBranch) {
      entry.beginBranch();
    }
    return result;
  }

  private IssueResult enterFurther(ExecutionEntry entry, Token token) {
    ActivityEntry account = entry.activity(token.activity());
    Token before = account.idle();
    int unissuedBefore = account.unissued();
    IssueResult result = account.issue(token, entry.isSettled(), byId || entry.adopted());
    counters.unissued.add(account.unissued() - unissuedBefore);
    switch (result) {
      case HELD -> {
        take(entry);
        if (before != null) {
          settle(before, TokenState.SUPERSEDED);
        }
      }
      case COMPLETED_BY_ANOTHER -> {
        take(entry);
        settle(token, TokenState.SUPERSEDED);
      }
      case CAME_TWICE ->
          findings.discrepancy(
              entry.number(),
              "attempt "
                  + token.attempt()
                  + " of activity "
                  + shape.place(token.activity())
                  + " came twice");
      case FOREIGN, ORPHANED, OVERTAKEN -> turnAway(result);
    }
    return result;
  }

  /** Counts a token that is pending from now on. It shows that its workflow was started. */
  private void take(ExecutionEntry entry) {
    workflows.start(entry);
    counters.issued.increment();
    pending.incrementAndGet();
  }

  /** Counts a token that is never pending. */
  private void turnAway(IssueResult result) {
    if (result == IssueResult.FOREIGN) {
      counters.foreign.increment();
    } else if (result == ORPHANED) {
      counters.issued.increment();
      counters.tokens(TokenState.ORPHANED).increment();
    }
  }

  /** Claims the workflow's cancellation: true once, as soon as all its branches have begun. */
  boolean claimCancellation(ExecutionEntry entry) {
    synchronized (entry) {
      return entry.claimCancellation(shape.branches());
    }
  }

  /** {@link Ledger#commanding}. */
  boolean commanding(Token token, OperatorCommand command) {
    ExecutionEntry entry = token.execution();
    synchronized (entry) {
      return !isMoot(token, entry)
          && (command != OperatorCommand.RESET
              || entry.activity(token.activity()).requestReset(!shape.closesWithLastToken()));
    }
  }

  /** {@link Ledger#commanded}. */
  void commanded(Token token, OperatorCommand command, CommandAnswer answer, boolean underWay) {
    counters.operators.count(command, answer);
    if (command == OperatorCommand.RESET) {
      ExecutionEntry entry = token.execution();
      synchronized (entry) {
        entry.activity(token.activity()).reset(answer, underWay && entry.current(token));
      }
    }
  }

  /** {@link Ledger#restart}. */
  Restart restart(Token token) {
    ExecutionEntry entry = token.execution();
    synchronized (entry) {
      ActivityEntry account = entry.account(token.activity());
      if (account == null) {
        return Restart.NONE;
      }
      // The next attempt's token may come before the answer that led to it.
      return account.current(token) ? account.restart() : Restart.CERTAIN;
    }
  }

  /** {@link TokenAccount#moot}. */
  boolean moot(Token token) {
    ExecutionEntry entry = token.execution();
    synchronized (entry) {
      return isMoot(token, entry);
    }
  }

  private static boolean isMoot(Token token, ExecutionEntry entry) {
    return token.state() != TokenState.HELD || entry.isSettled();
  }

  /** {@link TokenAccount#begin}. */
  boolean begin(Token token, long nowNanos) {
    ExecutionEntry entry = token.execution();
    synchronized (entry) {
      if (isMoot(token, entry)) {
        return false;
      }
      token.calling(true);
      // What an earlier life of the run handed on has no time that is of use here.
      if (token.answering() && !ofEarlierLife(token)) {
        entry.called(token, nowNanos);
      }
      return true;
    }
  }

  /** {@link TokenAccount#answered}; whether that was the last answer of a closed workflow. */
  boolean answered(Token token, TokenState state) {
    ExecutionEntry entry = token.execution();
    synchronized (entry) {
      token.calling(false);
      if (named(token) && state != TokenState.FAILED && !entry.current(token)) {
        // A completion by id lands on whatever attempt is current.
        settle(token, TokenState.SUPERSEDED);
        Token latest = entry.activity(token.activity()).idle();
        if (latest != null) {
          settle(latest, state);
        }
      } else {
        settle(token, state);
      }
      return entry.lastAnswered();
    }
  }

  /** Whether a call for it names its activity, and not its attempt. */
  private boolean named(Token token) {
    return byId || ofEarlierLife(token);
  }

  /** Whether an earlier life of the run held the token. Meaningful while it is unsettled. */
  private static boolean ofEarlierLife(Token token) {
    return token.execution().adopted() && token.bytesUnknown();
  }

  /** {@link TokenAccount#doubted}; whether that was the last answer of a closed workflow. */
  boolean doubted(Token token) {
    ExecutionEntry entry = token.execution();
    synchronized (entry) {
      token.calling(false);
      if (entry.current(token)) {
        doubt(token);
      } else {
        settle(token, TokenState.SUPERSEDED);
      }
      return entry.lastAnswered();
    }
  }

  /** {@link TokenAccount#released}. */
  boolean released(Token token) {
    ExecutionEntry entry = token.execution();
    synchronized (entry) {
      token.calling(false);
      if (!entry.current(token)) {
        settle(token, TokenState.SUPERSEDED);
        return false;
      }
      if (entry.isSettled()) {
        doubt(token);
        return false;
      }
      return true;
    }
  }

  /** Lets the history decide about an open token. The caller holds its workflow's monitor. */
  void doubt(Token token) {
    token.doubt();
    doubts.doubted(token);
  }

  /** Gives a token its final state, unless it has one. The caller holds its workflow's monitor. */
  void settle(Token token, TokenState last) {
    TokenState before = token.state();
    if (before.isFinal()) {
      return;
    }
    boolean earlierLife = ofEarlierLife(token);
    token.settle(last);
    if (before == TokenState.DOUBTFUL) {
      doubts.settled(token, last);
    }
    counters.tokens(last).increment();
    pending.decrementAndGet();
    ExecutionEntry entry = token.execution();
    boolean lapsed = last == TokenState.SUPERSEDED || last == TokenState.TIMED_OUT;
    if (lapsed && ends.overdue(token)) {
      entry.activity(token.activity()).late(token.attempt());
    } else if (lapsed && earlierLife) {
      entry.activity(token.activity()).unanswered(token.attempt());
    }
    entry.settled(token, last);
  }

  /** The server says that an attempt passed without a token. The caller holds the monitor. */
  void missed(ExecutionEntry entry, int activity, int attempt) {
    if (entry.activity(activity).learnMissed(attempt)) {
      counters.unissued.increment();
    }
  }

  /** {@link Ledger#resumed}. */
  ActivityTimes resumed(ExecutionEntry entry, int activity) {
    // One record, made last, costs no allocation where the caller takes it apart at once.
    long issued = 0;
    long call = 0;
    boolean called = false;
    synchronized (entry) {
      if (entry.resumes(activity)) {
        Token first = entry.first(activity);
        ActivityEntry account = entry.account(activity);
        if (first != null) {
          issued = first.issuedNanos();
          call = first.firstCallNanos();
          called = first.called();
        } else if (account != null) {
          issued = account.issuedNanos();
          call = account.callNanos();
          called = account.called();
        }
      }
    }
    return new ActivityTimes(issued, call, called);
  }

  /** Tokens without a final state. */
  long pending() {
    return pending.get();
  }
}
