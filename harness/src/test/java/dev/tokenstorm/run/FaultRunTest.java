package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.verdict.Verdict.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs on the null front end, whose connections are broken on purpose. */
@Timeout(300)
final class FaultRunTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private RunPlan plan(String... namesAndValues) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "out",
                folder.resolve("out").toString(),
                "no-metrics",
                "true",
                "start-to-close-timeout",
                "3s",
                "drain-timeout",
                "2m"));
    all.addAll(List.of(namesAndValues));
    if (!all.contains("target")) {
      all.addAll(List.of("target", "null"));
    }
    return TestPlans.plan(all.toArray(String[]::new));
  }

  private RunOutcome outcome(String... namesAndValues) throws InterruptedException {
    return new RunExecution(plan(namesAndValues), CONTEXT).run(new RecordedRun());
  }

  private static void assertAccountedFor(RunResult result) {
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(result.ledger().balanced()).isTrue();
    assertThat(result.ending().how()).isEqualTo(How.FINISHED);
    assertThat(result.ledger().counts().workflows(ExecutionState.COMPLETED))
        .isEqualTo(result.ledger().counts().started());
  }

  @ParameterizedTest
  @CsvSource({"wire, grpc", "sdk, sdk"})
  void aRunWhoseConnectionsAreCutLosesNothingAndSaysWhatHappened(String worker, String completer)
      throws Exception {
    RunOutcome outcome =
        outcome(
            "worker",
            worker,
            "completer",
            completer,
            "rate",
            "40/s",
            "duration",
            "2s",
            "audit",
            "all",
            "fault",
            "1s: cut 200ms");

    RunResult result = outcome.result();
    assertAccountedFor(result);
    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    FaultWindow cut = result.faults().get(0);
    assertThat(cut.happened()).isTrue();
    assertThat(cut.witness()).contains(" connection", " reset");
    assertThat(cut.beginNanos()).isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(cut.endNanos()).isGreaterThanOrEqualTo(Duration.ofMillis(1200).toNanos());
    assertThat(result.rpc().keySet()).anyMatch(status -> status.code().equals("UNAVAILABLE"));
    assertThat(result.cutPolls().count()).as("polls cut by anything but the fault").isZero();
    assertThat(outcome.verdict().notes()).noneMatch(note -> note.contains("were cut"));
  }

  @Test
  void standaloneActivitiesAndTheirClientsGoThroughTheProxyToo() throws Exception {
    RunOutcome outcome =
        outcome(
            "workload",
            "standalone",
            "worker",
            "wire",
            "rate",
            "40/s",
            "duration",
            "2s",
            "fault",
            "500ms: stall 300ms",
            "fault",
            "1s: reset 100%");

    assertAccountedFor(outcome.result());
    assertThat(outcome.result().faults()).allMatch(FaultWindow::happened);
    assertThat(outcome.result().faults().get(0).witness()).endsWith(" were held");
  }

  /** A call waits twice for the delay: once each way. */
  @Test
  void aSlowLinkShowsInTheLatencies() throws Exception {
    RunOutcome outcome =
        outcome(
            "worker",
            "wire",
            "completer",
            "grpc",
            "workflows",
            "20",
            "in-flight",
            "5",
            "fault",
            "0: delay 30ms for 1h");

    assertAccountedFor(outcome.result());
    assertThat(outcome.result().faults().get(0).witness())
        .endsWith(" went on later, until the run ended");
    LatencySummary call =
        Objects.requireNonNull(outcome.result().run().latencies().get(Latency.COMPLETION_CALL));
    assertThat(call.p50()).isGreaterThan(0.060);
  }

  /**
   * The rate is 100 per second, and what is due in the stall waits for half of it on average. A
   * fifth is left for what is held up as the stall begins.
   */
  @Test
  void aStallHoldsWhatIsDueInItUntilItsEnd() throws Exception {
    RunOutcome outcome =
        outcome(
            "workload",
            "standalone",
            "worker",
            "wire",
            "completer",
            "grpc",
            "rate",
            "100/s",
            "duration",
            "3s",
            "fault",
            "500ms: stall 2s");

    assertAccountedFor(outcome.result());
    FaultWindow stall = outcome.result().faults().get(0);
    assertThat(stall.happened()).isTrue();
    double seconds = Nanos.toSeconds(stall.endNanos() - stall.beginNanos());
    LatencySummary held =
        Objects.requireNonNull(outcome.result().run().latencies().get(Latency.WORKFLOW_CORRECTED));
    assertThat(held.count()).isEqualTo(300);
    assertThat(held.max()).isGreaterThan(0.9 * seconds);
    assertThat(held.mean() * held.count()).isGreaterThan(100 * seconds * seconds / 2 * 0.8);
  }

  @Tag("proof")
  @ParameterizedTest
  @CsvSource({
    "blackhole 500ms, vanished on",
    "blackhole-replies 500ms, vanished on",
    "bandwidth 20kB/s for 500ms, had to wait"
  })
  void nothingIsLostWithBytesThatVanishOrWait(String fault, String witness) throws Exception {
    RunOutcome outcome =
        outcome(
            "worker",
            "wire",
            "rate",
            "40/s",
            "duration",
            "2s",
            "audit",
            "all",
            "fault",
            "500ms: " + fault);

    assertAccountedFor(outcome.result());
    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    assertThat(outcome.result().faults().get(0).witness()).contains(witness);
  }

  /**
   * A call whose reply was lost fails at its own deadline, and its token is settled as completed
   * once it is called for again. That comes after the fault, so no reply is lost twice.
   */
  @Test
  void eachLostReplyIsACallThatWasCarriedOutAndRanIntoItsDeadline() throws Exception {
    RunOutcome outcome =
        outcome(
            "worker",
            "wire",
            "completer",
            "grpc",
            "workflows",
            "20",
            "in-flight",
            "20",
            "audit",
            "all",
            "fault",
            "0: lose-replies 20% of RespondActivityTaskCompleted for 5s");

    RunResult result = outcome.result();
    assertAccountedFor(result);
    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    RpcStatus late = new RpcStatus("RespondActivityTaskCompleted", "DEADLINE_EXCEEDED", "", "");
    long lost = result.rpc().getOrDefault(late, 0L);
    assertThat(lost).isGreaterThan(1);
    assertThat(result.faults().get(0).witness())
        .isEqualTo("%d replies lost (RespondActivityTaskCompleted %d)", lost, lost);
    FaultCost cost = result.costs().get(0);
    assertThat(cost.errors()).containsEntry(late, lost);
    assertThat(cost.doubts()).containsExactly(entry(TokenState.COMPLETED, lost));
    assertThat(result.ledger().counts().tokens(TokenState.COMPLETED))
        .isEqualTo(4 * result.ledger().counts().started());
  }

  @Test
  void aFaultThatTheRunDoesNotReachFailsIt() throws Exception {
    RunOutcome outcome = outcome("worker", "wire", "workflows", "20", "fault", "1h: cut 1s");

    assertAccountedFor(outcome.result());
    assertThat(outcome.state()).isEqualTo(ExitState.FAILED);
    assertThat(outcome.verdict().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(outcome.verdict().reasons())
        .containsExactly("Fault 1 (1h: cut 1s) did not happen: the run ended before it.");
  }

  /** Nothing could drain in a stall, so it ends when the user wants the run to end. */
  @Test
  void anInterruptEndsTheFaultThatGoesOn() throws Exception {
    RunPlan plan =
        plan(
            "worker",
            "wire",
            "completer",
            "grpc",
            "rate",
            "40/s",
            "duration",
            "1h",
            "fault",
            "500ms: stall 1h");
    RunExecution execution = new RunExecution(plan, CONTEXT);
    AtomicBoolean seen = new AtomicBoolean();

    RunOutcome outcome =
        execution.run(
            new RecordedRun(),
            interval -> {
              if (interval.faults().contains("500ms: stall 1h")) {
                seen.set(true);
                execution.interrupt();
              }
            });

    assertThat(seen).isTrue();
    assertThat(outcome.state()).isEqualTo(ExitState.INTERRUPTED);
    assertThat(outcome.result().ledger().balanced()).isTrue();
    assertThat(outcome.result().ledger().counts().workflows(ExecutionState.COMPLETED))
        .isEqualTo(outcome.result().ledger().counts().started());
    assertThat(outcome.result().faults().get(0).witness())
        .endsWith(" were held, until the run ended");
  }

  @Test
  void aTargetThatRefusesIsToldAsWithoutAFault() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String target = "127.0.0.1:" + port;
    assertThatThrownBy(() -> outcome("target", target, "fault", "1s: cut 1s"))
        .isInstanceOf(TargetException.class)
        .hasMessage(target + " refused the connection; is a Temporal server listening there?");
  }
}
