package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.WorkflowEnd.Status;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What the draws say is what happens. */
@Isolated("its counts are exact, and beside others an attempt is now and then made twice")
@Timeout(300)
final class DrawsRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void tokensAreAsManyAsTheDrawsPredictWhenAttemptsFailAndWorkflowsAreCancelled() {
    DevServerFixture server = DevServerFixture.shared();
    ProgramRun run =
        ProgramRun.of(
                folder.resolve("out"),
                "--target %s --workflows 100 --in-flight 50 --seed 7 --audit all"
                        .formatted(server.address())
                    + " --outcomes complete=88,fail=10,cancel=2")
            .passed();

    assertThat(run.tokens("issued")).isEqualTo(run.expectedTokens(100)).isGreaterThan(400);
    assertThat(run.tokens("failed")).isPositive();
    assertThat(run.tokens("unissued")).isZero();
    assertThat(run.workflows("cancelled")).isEqualTo(expected(run, 100, Status.CANCELLED));
    assertThat(run.workflows("failed")).isEqualTo(expected(run, 100, Status.FAILED));
    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(100);
  }

  private static long expected(ProgramRun run, long workflows, Status status) {
    Expectation expectation = Expectation.of(run.plan());
    return LongStream.range(0, workflows)
        .filter(n -> expectation.end(n, Expectation.Unissued.NONE).status() == status)
        .count();
  }
}
