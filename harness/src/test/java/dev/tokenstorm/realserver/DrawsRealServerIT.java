package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the draws say is what happens. */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
@ResourceLock(DevServerFixture.COUNTS)
@Timeout(300)
final class DrawsRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void attemptsAreAsManyAsTheDrawsPredictWhenSomeFailAndWorkflowsAreCancelled() {
    DevServerFixture server = DevServerFixture.counted();
    long before = server.lostStarts();
    ProgramRun run =
        ProgramRun.of(
                folder.resolve("out"),
                "--target %s --workflows 100 --in-flight 50 --seed 7 --audit all"
                        .formatted(server.address())
                    + " --outcomes complete=88,fail=10,cancel=2")
            .passed();

    long lost = run.tokens("unissued");
    assertThat(lost).isEqualTo(server.lostStarts() - before);
    DrawCheck courses = new DrawCheck(server, run, 100);
    assertThat(courses.attempts()).isEqualTo(run.tokens("issued") + lost).isGreaterThan(400);
    assertThat(courses.unlikeTheDraws()).isLessThanOrEqualTo(lost);
    assertThat(run.tokens("failed")).isPositive();
    assertThat(run.workflows("cancelled")).isPositive();
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(100);
  }
}
