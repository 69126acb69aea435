package dev.tokenstorm.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the faults of computed runs cost. */
class FaultCostsTest {
  private static final RpcStatus UNAVAILABLE =
      new RpcStatus("RespondActivityTaskCompleted", "UNAVAILABLE", "", "");
  private static final RpcStatus LATE =
      new RpcStatus("StartWorkflowExecution", "DEADLINE_EXCEEDED", "", "");

  /** A hundred executions per second, but for those that would have closed in an outage. */
  private static ComputedRun run(double outageFrom, double outageTo) {
    return new ComputedRun(60)
        .arrivals(
            100,
            0,
            60,
            start ->
                start + 0.05 >= outageFrom && start + 0.05 < outageTo ? outageTo : start + 0.05);
  }

  @Test
  void whatDidNotCloseIsMissing() {
    FaultCost cost = run(20, 25).cost(20, 25);
    assertThat(cost.closed()).isZero();
    assertThat(cost.missing()).contains(new FaultCost.Missing(2_000, 500));
  }

  @Test
  void whatClosedInSpiteOfTheFaultIsNotMissing() {
    FaultCost cost = run(23, 25).cost(20, 25);
    assertThat(cost.closed()).isEqualTo(300);
    assertThat(cost.completions()).isEqualTo(1_200);
    assertThat(cost.missing()).contains(new FaultCost.Missing(800, 200));
  }

  @Test
  void aRunThatGoesOnFasterThanBeforeMissesNothing() {
    ComputedRun faster =
        new ComputedRun(60)
            .arrivals(100, 0, 20, start -> start)
            .arrivals(150, 20, 60, start -> start);
    assertThat(faster.cost(20, 25).missing()).contains(new FaultCost.Missing(0, 0));
  }

  @Test
  void errorsOfTheWindowCountAndNoOthers() {
    FaultCost cost =
        run(20, 25)
            .errors(19.95, UNAVAILABLE, 1)
            .errors(20, UNAVAILABLE, 20)
            .errors(22, LATE, 3)
            .errors(24.95, UNAVAILABLE, 400)
            .errors(25, UNAVAILABLE, 8_000)
            .cost(20, 25);
    assertThat(cost.errors()).isEqualTo(Map.of(UNAVAILABLE, 420L, LATE, 3L));
    assertThat(cost.errorCount()).isEqualTo(423);
    assertThat(cost.calls()).isEqualTo(423);
  }

  /** A lost reply is an error when the call's deadline is over, up to 11 s after the fault. */
  @Test
  void errorsThatComeLaterCountWhereCallsFailAtTheirDeadline() {
    ComputedRun run =
        run(20, 25)
            .errors(19.95, LATE, 1)
            .errors(24.95, LATE, 20)
            .errors(35.95, LATE, 300)
            .errors(36.05, LATE, 4_000);
    FaultSpan span = new FaultSpan(1, ComputedRun.nanos(20), ComputedRun.nanos(25), true);
    FaultCost cost = FaultCosts.of(run.series(), List.of(span)).get(0);
    assertThat(cost.errorCount()).isEqualTo(320);
    assertThat(cost.closed()).as("in the window alone").isZero();
    assertThat(cost.seconds()).isEqualTo(5);
    assertThat(cost.calls()).as("up to the last error").isEqualTo(320 + 4 * (1_100 + 500));
    assertThat(run.cost(20, 25).errorCount()).isEqualTo(20);
  }

  @Test
  void theStepsThatAFaultCutsCountWhole() {
    FaultCost cost =
        run(20, 25)
            .errors(20, UNAVAILABLE, 1)
            .errors(25, UNAVAILABLE, 2)
            .errors(25.1, UNAVAILABLE, 4)
            .cost(20.04, 25.03);
    assertThat(cost.errorCount()).isEqualTo(3);
    assertThat(cost.seconds()).isEqualTo(5.1);
  }

  @Test
  void aFaultThatIsOverAtOnceHasAWindowOfOneStep() {
    ComputedRun run =
        run(0, 0)
            .errors(19.9, UNAVAILABLE, 1)
            .errors(20, UNAVAILABLE, 2)
            .errors(20.1, UNAVAILABLE, 4);
    assertThat(run.cost(20, 20).errorCount()).isEqualTo(2);
    assertThat(run.cost(20.07, 20.07).errorCount()).isEqualTo(2);
  }

  @Test
  void aGapIsFollowedBeyondTheWindow() {
    assertThat(run(21, 28.5).cost(20, 25).gapSeconds()).isEqualTo(7.5);
  }

  @Test
  void aGapElsewhereIsNoneOfTheFault() {
    assertThat(run(40, 44).cost(20, 25).gapSeconds()).isZero();
  }

  @Test
  void aRunThatNeverCompletesAgainHasAGapToItsEnd() {
    assertThat(run(22, 100).cost(20, 25).gapSeconds()).isEqualTo(38);
  }

  @Test
  void attemptsThatCameToNothingAreThoseOfTheWindow() {
    FaultCost cost =
        run(20, 25)
            .attempts(10, new AttemptCounts(1, 1, 1))
            .attempts(21, new AttemptCounts(2, 3, 4))
            .attempts(24, new AttemptCounts(20, 30, 40))
            .cost(20, 25);
    assertThat(cost.attempts()).isEqualTo(new AttemptCounts(22, 33, 44));
  }

  @Test
  void aDoubtIsTheFaultsIfTheCallWasUnderWayInIt() {
    FaultCost cost =
        run(20, 25)
            .doubt(doubt(19, 19.5, TokenState.COMPLETED, 1))
            .doubt(doubt(19, 21, TokenState.COMPLETED, 2))
            .doubt(doubt(22, 23, TokenState.SUPERSEDED, 4))
            .doubt(doubt(24, 34, TokenState.COMPLETED, 8))
            .doubt(doubt(26, 34, TokenState.COMPLETED, 16))
            .cost(20, 25);
    assertThat(cost.doubts())
        .isEqualTo(Map.of(TokenState.COMPLETED, 10L, TokenState.SUPERSEDED, 4L));
    assertThat(cost.doubtful()).isEqualTo(14);
  }

  @Test
  void aRunWithoutFaultsHasNoCosts() {
    assertThat(FaultCosts.of(run(0, 0).series(), List.of())).isEmpty();
  }

  private static DoubtCount doubt(double from, double to, TokenState state, long count) {
    return new DoubtCount(ComputedRun.nanos(from), ComputedRun.nanos(to), state, count);
  }
}
