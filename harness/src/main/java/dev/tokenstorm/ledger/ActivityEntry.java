package dev.tokenstorm.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account of one activity of which there is more to tell than its first attempt's token does.
 * It knows what a token, a call and a missed attempt change; who counts that is told. Guarded by
 * its workflow's entry.
 */
final class ActivityEntry {
  /** Attempts of which we hold, or held, a token. */
  private int issued;

  /** Attempts known to have passed without a token. */
  private int unissued;

  /** The highest attempt that was issued, as the server counts. */
  private int lastAttempt;

  /** The attempt that the latest token names. */
  private int lastToken;

  /** The latest token's final state; {@code HELD} or {@code DOUBTFUL} while it is open. */
  private TokenState outcome = TokenState.HELD;

  /** The latest token, while it is unsettled. */
  private @Nullable Token current;

  /** Earlier tokens whose call is still under way, or in doubt; rarely any. */
  private @Nullable List<Token> earlier;

  /** Attempts that never reached us, or too late to answer for; rarely any. */
  private @Nullable List<Integer> missed;

  /** Those of the missed whose token reached us, or of which we were drawn to be late. */
  private @Nullable List<Integer> late;

  /** When the latest token was handed on, and when its completion was called, for latencies. */
  private long issuedNanos;

  private long callNanos;
  private boolean called;

  private Restart restart = Restart.NONE;
  private boolean resetRequested;

  /** Whether a reset makes the attempt that is under way attempt 1. */
  private boolean renumbers;

  /** Attempts issued, and passed without a token, before they were counted from 1 again. */
  private int issuedBefore;

  private int unissuedBefore;

  ActivityEntry() {}

  /** Goes on from an activity's first token. */
  ActivityEntry(Token first) {
    issued = 1;
    lastAttempt = first.attempt();
    lastToken = lastAttempt;
    issuedNanos = first.issuedNanos();
    callNanos = first.firstCallNanos();
    called = first.called();
    if (first.state().isFinal()) {
      outcome = first.state();
    } else {
      current = first;
    }
  }

  /**
   * Takes a token. It may be the first one after a reset. Attempts between the last one and this
   * are missed from then on. A token of an earlier attempt leaves the account if it is {@link
   * #idle}; the caller settles it.
   *
   * @param closed whether its workflow has closed
   * @param byId whether activities are completed by id, on whatever attempt is current then
   */
  IssueResult issue(Token token, boolean closed, boolean byId) {
    int attempt = token.attempt();
    if (restart == Restart.CERTAIN
        || (restart == Restart.POSSIBLE && attempt <= lastAttempt && !missed(attempt))) {
      if (renumbers && attempt > 1) {
        renumber();
      } else {
        startOver();
      }
    }
    if (attempt <= lastAttempt) {
      return missed(attempt) ? IssueResult.OVERTAKEN : IssueResult.CAME_TWICE;
    }
    for (int passed = lastAttempt + 1; passed < attempt; passed++) {
      miss(passed);
    }
    issued++;
    lastAttempt = attempt;
    lastToken = attempt;
    if (byId && answered() && !closed) {
      return IssueResult.COMPLETED_BY_ANOTHER;
    }
    issuedNanos = token.issuedNanos();
    called = false;
    if (closed) {
      late(attempt);
      if (outcome != TokenState.COMPLETED) {
        outcome = TokenState.ORPHANED;
      }
      return IssueResult.ORPHANED;
    }
    if (current != null && current.calling()) {
      if (earlier == null) {
        earlier = new ArrayList<>(1);
      }
      earlier.add(current);
    }
    current = token;
    outcome = TokenState.HELD;
    return IssueResult.HELD;
  }

  /**
   * An operator is about to reset the activity; true once.
   *
   * @param makesFirst whether that makes the attempt that is under way attempt 1, as it does in a
   *     workflow; else the attempt after that one is attempt 1
   */
  boolean requestReset(boolean makesFirst) {
    boolean first = !resetRequested;
    if (first) {
      resetRequested = true;
      renumbers = makesFirst;
      restart = Restart.POSSIBLE;
    }
    return first;
  }

  /**
   * The reset has an answer.
   *
   * @param underWay whether the latest attempt was under way then
   */
  void reset(CommandAnswer answer, boolean underWay) {
    if (answer == CommandAnswer.LATE) {
      restart = Restart.NONE;
    } else if (answer == CommandAnswer.TAKEN && underWay && restart == Restart.POSSIBLE) {
      if (renumbers) {
        renumber();
      } else {
        restart = Restart.CERTAIN;
      }
    }
  }

  Restart restart() {
    return restart;
  }

  /** Attempts are counted from 1 again. What was missed before says nothing of those to come. */
  private void startOver() {
    restart = Restart.NONE;
    lastAttempt = 0;
    missed = null;
    late = null;
    issuedBefore = issued;
    unissuedBefore = unissued;
  }

  /**
   * The attempt that is under way has become attempt 1. What was drawn for it stays, and so does
   * what is known of the attempt that was the first before: no other one comes in its place.
   */
  private void renumber() {
    restart = Restart.NONE;
    lastAttempt = 1;
    missed = onlyFirst(missed);
    late = onlyFirst(late);
    issuedBefore = issued - 1;
    unissuedBefore = unissued;
  }

  private static @Nullable List<Integer> onlyFirst(@Nullable List<Integer> attempts) {
    return attempts != null && attempts.contains(1) ? with(null, 1) : null;
  }

  private boolean answered() {
    return outcome == TokenState.COMPLETED || outcome == TokenState.CANCELLED;
  }

  /** The latest token, if it is unsettled and no call for it is under way. */
  @Nullable Token idle() {
    return current != null && !current.calling() ? current : null;
  }

  /** Whether the token is the latest, and open. */
  boolean current(Token token) {
    return current == token;
  }

  /** A call that answers for the latest token was let through. Only the first counts. */
  void called(long nowNanos) {
    if (!called) {
      callNanos = nowNanos;
      called = true;
    }
  }

  /** One of its tokens has a final state. */
  void settled(Token token, TokenState state) {
    if (current == token) {
      current = null;
      outcome = state;
      if (state == TokenState.FAILED && restart == Restart.CERTAIN) {
        startOver();
      }
    } else if (earlier != null) {
      earlier.remove(token);
    }
  }

  /** The server says that the attempt passed without a token; whether that is news. */
  boolean learnMissed(int attempt) {
    // Its token may have come while the history was read.
    if (attempt <= lastAttempt || missed(attempt)) {
      return false;
    }
    miss(attempt);
    return true;
  }

  private void miss(int attempt) {
    unissued++;
    missed = with(missed, attempt);
  }

  /** Nobody could answer for the attempt: its workflow had closed, or its time was over. */
  void late(int attempt) {
    if (attempt > lastAttempt) {
      // It is one of those before a reset.
      return;
    }
    missed = with(missed, attempt);
    late = with(late, attempt);
  }

  /** Nobody answered for the attempt, because whoever held its token was gone. */
  void unanswered(int attempt) {
    if (attempt <= lastAttempt) {
      missed = with(missed, attempt);
    }
  }

  private static List<Integer> with(@Nullable List<Integer> attempts, int attempt) {
    List<Integer> more = attempts == null ? new ArrayList<>() : attempts;
    more.add(attempt);
    return more;
  }

  /** Whether no token of the attempt reached us in time. */
  boolean missed(int attempt) {
    return missed != null && missed.contains(attempt);
  }

  /** Whether the attempt was missed, and not because no token of it reached us. */
  boolean wasLate(int attempt) {
    return late != null && late.contains(attempt);
  }

  int issued() {
    return issued;
  }

  int unissued() {
    return unissued;
  }

  TokenState outcome() {
    return outcome;
  }

  /** When the latest token was handed on, by the injected clock. */
  long issuedNanos() {
    return issuedNanos;
  }

  /** When a call first answered for the latest token; meaningful once it was {@link #called}. */
  long callNanos() {
    return callNanos;
  }

  /** Whether a call that answers for the latest token was let through. */
  boolean called() {
    return called;
  }

  /** Whether any of its tokens has no final state. */
  boolean anyUnsettled() {
    return current != null || (earlier != null && !earlier.isEmpty());
  }

  /** Its tokens without a final state, oldest first; a copy. */
  List<Token> unsettled() {
    List<Token> tokens = earlier == null ? new ArrayList<>() : new ArrayList<>(earlier);
    if (current != null) {
      tokens.add(current);
    }
    return tokens;
  }

  /** A copy. */
  ExecutionAccount.ActivityAccount account(int activity) {
    return new ExecutionAccount.ActivityAccount(
        activity,
        issued - issuedBefore,
        unissued - unissuedBefore,
        lastAttempt,
        lastToken,
        restart != Restart.NONE,
        outcome,
        List.copyOf(unsettled()));
  }
}
