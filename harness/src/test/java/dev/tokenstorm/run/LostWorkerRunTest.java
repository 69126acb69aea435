package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs on the null front end that lose their worker, and get another. */
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
@Timeout(300)
final class LostWorkerRunTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @ParameterizedTest
  @CsvSource({"greeting, sdk", "greeting, wire", "standalone, sdk", "standalone, wire"})
  void nothingIsLostWithTheWorkerAndAnotherOneGoesOn(String workload, String worker)
      throws Exception {
    RunPlan plan =
        TestPlans.plan(
            "target",
            "null",
            "workload",
            workload,
            "worker",
            worker,
            "rate",
            "40/s",
            "duration",
            "2s",
            "max-attempts",
            "10",
            "start-to-close-timeout",
            "3s",
            "drain-timeout",
            "2m",
            "audit",
            "all",
            "fault",
            "500ms: lose-worker 500ms",
            "no-metrics",
            "true",
            "out",
            folder.resolve("out").toString());

    RunOutcome outcome = new RunExecution(plan, CONTEXT).run(new RecordedRun());

    RunResult result = outcome.result();
    assertThat(outcome.verdict().reasons()).isEmpty();
    assertThat(outcome.state()).isEqualTo(ExitState.PASSED);
    assertThat(result.ledger().imbalances()).isEmpty();
    assertThat(result.ledger().counts().workflows(ExecutionState.COMPLETED))
        .isEqualTo(result.ledger().counts().started())
        .isEqualTo(80);
    FaultWindow lost = result.faults().get(0);
    assertThat(lost.happened()).isTrue();
    assertThat(lost.witness())
        .matches(
            "a worker with [1-9]\\d* connections?"
                + (worker.equals("sdk") ? " and \\d+ tasks? in hand" : "")
                + " was lost, and another one began");
    assertThat(
            result.rpc().entrySet().stream()
                .filter(entry -> entry.getKey().method().equals("ShutdownWorker"))
                .filter(entry -> entry.getKey().code().equals("OK"))
                .mapToLong(Map.Entry::getValue)
                .sum())
        .as("workers whose end the server was told of")
        .isLessThanOrEqualTo(1);
  }
}
