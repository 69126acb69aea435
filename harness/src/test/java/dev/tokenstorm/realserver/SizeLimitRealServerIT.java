package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.settings.FirstAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages about as large as a server takes, on a dev server and on the null front end alike. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class SizeLimitRealServerIT {
  private static final int BRANCHES = 64;

  /** A queue of its own for each test, as all of them share the dev server. */
  private final String queue = UUID.randomUUID().toString();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private ProgramRun run(
      String target, String worker, int payloadBytes, String flags, String... objectives) {
    String address = target.equals("real") ? DevServerFixture.shared().address() : target;
    return ProgramRun.of(
        folder.resolve("out"),
        "--quiet --in-flight 1 --steps 1 --branches %d --payload-bytes %d --target %s --worker %s"
                .formatted(BRANCHES, payloadBytes, address, worker)
            + " --task-queue "
            + queue
            + flags,
        objectives);
  }

  /** The largest payload that a plan takes, whose answer is a little too large all the same. */
  private int largestPayload() {
    int payload = (int) (FirstAnswer.LIMIT_BYTES / BRANCHES);
    while (bytes(payload) > FirstAnswer.LIMIT_BYTES) {
      payload--;
    }
    return payload;
  }

  private long bytes(int payload) {
    GreetingPlan greeting =
        new GreetingPlan(BRANCHES, 1, payload, 1, Duration.ofMinutes(1), Optional.empty());
    return FirstAnswer.bytes(greeting, queue);
  }

  @ParameterizedTest
  @CsvSource({"null, sdk", "null, wire", "real, sdk", "real, wire"})
  @Execution(ExecutionMode.CONCURRENT)
  void whatJustFitsIsTaken(String target, String worker) {
    ProgramRun run =
        run(target, worker, largestPayload() * 99 / 100, " --workflows 1 --audit all").passed();
    assertThat(run.workflows("completed")).isEqualTo(1);
    assertThat(run.tokens("completed")).isEqualTo(BRANCHES);
  }

  /** The refusal ends the run, as the first workflow goes on until its timeout. */
  @ParameterizedTest
  @CsvSource({"null, sdk", "null, wire", "real, sdk", "real, wire"})
  @Execution(ExecutionMode.CONCURRENT)
  void whatIsALittleTooLargeIsToldByItsSize(String target, String worker) {
    ProgramRun run =
        run(
                target,
                worker,
                largestPayload(),
                " --workflows 2 --drain-timeout 1s",
                "errors.ratio == 0 abort")
            .exited(3);
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("refused for being larger than the server takes, which is no throttling;")
        .contains("Bottleneck size limit (100 %)")
        .contains("RespondWorkflowTaskCompleted RESOURCE_EXHAUSTED · cause MESSAGE_TOO_LARGE");
  }
}
