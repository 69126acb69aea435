package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose own load is paused. What a busy machine adds makes each bound only safer. */
@Timeout(300)
final class GeneratorPauseRunTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private RunOutcome outcome(String... namesAndValues) throws InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "out",
                folder.resolve("out").toString(),
                "no-metrics",
                "true",
                "drain-timeout",
                "2m"));
    all.addAll(List.of(namesAndValues));
    RunPlan plan = TestPlans.plan(all.toArray(String[]::new));
    return new RunExecution(plan, CONTEXT).run(new RecordedRun());
  }

  private static void assertAllCompleted(RunResult result) {
    assertThat(result.ledger().balanced()).isTrue();
    assertThat(result.ledger().counts().workflows(ExecutionState.COMPLETED))
        .isEqualTo(result.ledger().counts().started());
  }

  private static LatencySummary latency(RunResult result, Latency latency) {
    return Objects.requireNonNull(result.run().latencies().get(latency));
  }

  /**
   * The rate is 100 per second, so a start was due within 10 ms of the pause's begin, and the 100
   * per second of the pause waited for half of it on average. Raw latency begins at the actual
   * start and has none of that wait. Three tenths are left for a thread that is held up as it
   * begins.
   */
  @Test
  void correctedLatencySeesThePauseAndRawLatencyDoesNot() throws Exception {
    RunOutcome outcome =
        outcome(
            "target",
            "null",
            "worker",
            "wire",
            "completer",
            "grpc",
            "rate",
            "100/s",
            "duration",
            "3s",
            "in-flight",
            "5000",
            "fault",
            "1s: pause-generator 1s");

    RunResult result = outcome.result();
    assertAllCompleted(result);
    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    FaultWindow pause = result.faults().get(0);
    assertThat(pause.happened()).isTrue();
    assertThat(pause.witness())
        .startsWith("nothing was started or completed for ")
        .contains(", while starts");
    double seconds = Nanos.toSeconds(pause.endNanos() - pause.beginNanos());
    LatencySummary corrected = latency(result, Latency.WORKFLOW_CORRECTED);
    LatencySummary raw = latency(result, Latency.WORKFLOW);
    LatencySummary lag = latency(result, Latency.SCHEDULE_LAG);
    assertThat(corrected.max()).isGreaterThanOrEqualTo(0.7 * seconds);
    assertThat(lag.max()).isGreaterThanOrEqualTo(0.7 * seconds);
    assertThat(corrected.count()).isEqualTo(raw.count()).isEqualTo(300);
    double unseen = corrected.mean() * corrected.count() - raw.mean() * raw.count();
    assertThat(unseen)
        .as("seconds that raw latency leaves out")
        .isGreaterThanOrEqualTo(100 * seconds * seconds / 2 * 0.5);
  }

  /** A closed loop has no schedule that starts could be late for; its tokens wait all the same. */
  @Test
  void aPausedClosedLoopLosesNothing() throws Exception {
    RunOutcome outcome =
        outcome(
            "target",
            "null",
            "worker",
            "wire",
            "completer",
            "grpc",
            "duration",
            "4s",
            "in-flight",
            "10",
            "fault",
            "100ms: pause-generator 3s");

    assertAllCompleted(outcome.result());
    assertThat(outcome.result().faults().get(0).happened())
        .as(outcome.result().faults().get(0).witness())
        .isTrue();
    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
  }

  /** With the SDK's worker and completers. */
  @Test
  void theEmbeddedTargetNeedsNoConnectionsForIt() throws Exception {
    RunOutcome outcome =
        outcome("duration", "2s", "rate", "10/s", "fault", "500ms: pause-generator 1s");

    assertAllCompleted(outcome.result());
    assertThat(outcome.result().faults()).allMatch(FaultWindow::happened);
  }

  /** The pause is longer than an attempt may take, so each token that waited had timed out. */
  @Test
  void aPauseBeyondAnAttemptsTimeoutIsSettledByRetries() throws Exception {
    RunOutcome outcome =
        outcome(
            "target",
            "null",
            "worker",
            "wire",
            "completer",
            "grpc",
            "rate",
            "40/s",
            "duration",
            "2s",
            "completion-delay",
            "1s",
            "start-to-close-timeout",
            "2s",
            "max-attempts",
            "10",
            "in-flight",
            "5000",
            "audit",
            "all",
            "fault",
            "500ms: pause-generator 3s");

    assertAllCompleted(outcome.result());
    assertThat(outcome.result().ledger().counts().tokens(TokenState.SUPERSEDED)).isPositive();
    assertThat(outcome.result().faults().get(0).happened()).isTrue();
  }

  /** Nothing has started by then, so nothing can be due. */
  @Test
  void aPauseInWhichNothingIsDueDidNotHappen() throws Exception {
    RunOutcome outcome =
        outcome(
            "target",
            "null",
            "worker",
            "wire",
            "stages",
            "4s@0/s,500ms@40/s",
            "fault",
            "100ms: pause-generator 100ms");

    assertThat(outcome.state()).isEqualTo(ExitState.FAILED);
    assertThat(outcome.verdict().reasons())
        .containsExactly(
            "Fault 1 (100ms: pause-generator 100ms) did not happen: nothing was due meanwhile.");
  }
}
