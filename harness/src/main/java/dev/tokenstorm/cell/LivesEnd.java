package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.JoinedIntervals;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.TakenUp;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.takeup.BothLives;
import dev.tokenstorm.takeup.PlannedRest;
import dev.tokenstorm.takeup.TakeUp;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.ShellWord;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Makes the result of a run that was taken up, once nothing moves any more.
 *
 * @param end says how the second life ended
 * @param joined adds up what both lives counted
 */
record LivesEnd(CellParts parts, EndOfRun end, Leftovers left, JoinedIntervals joined) {

  /**
   * Returns what ended the second life before all that is open was adopted. It has no result, so
   * that the run can be taken up again.
   */
  InterruptedException early() {
    refuseLost(end.ending(false));
    return new InterruptedException("It was interrupted before the run was taken up.");
  }

  /**
   * Returns the result.
   *
   * @param answered whether every call was answered
   * @throws TargetException when the target was lost; then there is no result, so that the run can
   *     be taken up again
   */
  RunResult result(TakeUp takeUp, boolean answered) {
    Ledger ledger = parts.ledger();
    Ending ending = end.ending(answered);
    refuseLost(ending);
    LedgerReport second = ledger.report();
    BothLives both = takeUp.bothLives();
    KilledRun killed = left.killed();
    PlannedRest rest =
        killed.started()
            ? PlannedRest.NONE
            : PlannedRest.of(parts.plan().load(), both, killed.measuredFor());
    TakenUp how =
        new TakenUp(
            killed.keptUntil(),
            left.takenUpAt(),
            killed.counts(),
            both.left().listed(),
            both.left().adopted(),
            both.left().closed(),
            both.left().unknown(),
            found(ledger, takeUp),
            killed.notUndone());
    return left.recorder()
        .finish(
            (ending.how() == Ending.How.FINISHED ? takenUp(how) : ending).missing(rest.missing()),
            both.ledger(second, rest.arrivals()),
            joined.rpc(parts.rpcStatuses().snapshot()),
            parts.rpcStatuses().cutPolls(),
            how);
  }

  private void refuseLost(Ending ending) {
    if (ending.how() == Ending.How.TARGET_LOST) {
      throw new TargetException(
          "%s To take the run up again: tokenstorm run --take-up %s."
              .formatted(ending.sentence(), ShellWord.of(left.killed().directory().toString())));
    }
  }

  private static Map<TokenState, Long> found(Ledger ledger, TakeUp takeUp) {
    Map<TokenState, Long> states = new EnumMap<>(TokenState.class);
    for (Token token : takeUp.found()) {
      states.merge(ledger.state(token), 1L, Long::sum);
    }
    return states;
  }

  private Ending takenUp(TakenUp how) {
    Duration lived = Duration.between(left.killed().startedAt(), how.keptUntil());
    Duration dead = Duration.between(how.keptUntil(), how.takenUpAt());
    return new Ending(
        Ending.How.TAKEN_UP,
        ("The run was killed %s after its start and taken up %s later, and what it had left was"
                + " brought to its end.")
            .formatted(
                Humanize.seconds(Nanos.toSeconds(lived)), Humanize.seconds(Nanos.toSeconds(dead))));
  }
}
