package dev.tokenstorm.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account of one activity of which there is more to tell than its first attempt's token does.
 * Guarded by its workflow's entry.
 */
final class ActivityEntry {
  /** Attempts of which we hold, or held, a token. */
  int issued;

  /** Attempts known to have passed without a token. */
  int unissued;

  /** The highest attempt that was issued. */
  int lastAttempt;

  /** The latest token's final state; {@code HELD} or {@code DOUBTFUL} while it is open. */
  TokenState outcome = TokenState.HELD;

  /** The latest token, while it is unsettled. */
  @Nullable Token current;

  /** Earlier tokens whose call is still under way, or in doubt; rarely any. */
  @Nullable List<Token> earlier;

  /** Attempts that never reached us, or too late to answer for; rarely any. */
  @Nullable List<Integer> missed;

  /** Those of the missed whose token reached us, or of which we were drawn to be late. */
  @Nullable List<Integer> late;

  /** When the latest token was handed on, and when its completion was called, for latencies. */
  long issuedNanos;

  long callNanos;
  boolean called;

  ActivityEntry() {}

  /** Goes on from an activity's first token. */
  ActivityEntry(Token first) {
    issued = 1;
    lastAttempt = first.attempt();
    issuedNanos = first.issuedNanos();
    callNanos = first.firstCallNanos();
    called = first.called();
    if (first.state().isFinal()) {
      outcome = first.state();
    } else {
      current = first;
    }
  }

  /** Its tokens without a final state, oldest first; a copy. */
  List<Token> unsettled() {
    List<Token> tokens = earlier == null ? new ArrayList<>() : new ArrayList<>(earlier);
    if (current != null) {
      tokens.add(current);
    }
    return tokens;
  }

  /** The attempt passed without a token. */
  void miss(int attempt) {
    unissued++;
    missed = with(missed, attempt);
  }

  /** Nobody could answer for the attempt: its workflow had closed, or its time was over. */
  void late(int attempt) {
    missed = with(missed, attempt);
    late = with(late, attempt);
  }

  private static List<Integer> with(@Nullable List<Integer> attempts, int attempt) {
    List<Integer> more = attempts == null ? new ArrayList<>() : attempts;
    more.add(attempt);
    return more;
  }

  boolean missed(int attempt) {
    return missed != null && missed.contains(attempt);
  }

  /** Whether the attempt was missed, and not because no token of it reached us. */
  boolean wasLate(int attempt) {
    return late != null && late.contains(attempt);
  }
}
