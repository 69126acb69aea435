package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose faults are commands, and which somebody ends. */
@Timeout(300)
final class ExecRunTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  /** As a signal does. */
  @Test
  void anInterruptUndoesTheCommandThatGoesOn(@TempDir Path folder) throws Exception {
    Path broken = folder.resolve("broken");
    String command = "{command: [touch, '%1$s'], undo: {command: [rm, '%1$s']}}".formatted(broken);
    RunPlan plan =
        TestPlans.plan(
            "out",
            folder.resolve("out").toString(),
            "no-metrics",
            "true",
            "target",
            "null",
            "worker",
            "wire",
            "completer",
            "grpc",
            "rate",
            "40/s",
            "duration",
            "1h",
            "exec",
            "try=" + command,
            "fault",
            "100ms: exec try for 1h",
            "allow-exec",
            "true");
    RunExecution execution = new RunExecution(plan, CONTEXT);
    AtomicBoolean seen = new AtomicBoolean();

    RunOutcome outcome =
        execution.run(
            new RecordedRun(),
            interval -> {
              if (Files.exists(broken)) {
                seen.set(true);
                execution.interrupt();
              }
            });

    assertThat(seen).isTrue();
    assertThat(outcome.state()).isEqualTo(ExitState.INTERRUPTED);
    assertThat(broken).doesNotExist();
    assertThat(outcome.result().ledger().balanced()).isTrue();
    assertThat(outcome.result().faults().get(0).happened()).isTrue();
    assertThat(outcome.result().faults().get(0).leftover()).isEmpty();
  }
}
