package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.plan.OperatorCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole runs with operator commands about activities of workflows, which each server takes. They
 * wait for timeouts of attempts that were reset, side by side.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class GreetingOperatorsRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"sdk, sdk, id", "wire, grpc, token"})
  void theLedgerKnowsWhatCommandsDo(String worker, String completer, String by) {
    ProgramRun run =
        ProgramRun.of(
                folder.resolve("out"),
                "--quiet --audit all --require-trust off --target "
                    + DevServerFixture.shared().address()
                    + " --workflows 30 --in-flight 6 --seed 3 --max-attempts 3"
                    + " --start-to-close-timeout 10s --drain-timeout 120s"
                    + " --outcomes complete=60,fail=35,cancel=5"
                    + " --operate pause=35%:1s,reset=30%,options=35%"
                    + " --worker %s --completer %s --complete-by %s"
                        .formatted(worker, completer, by))
            .passed();

    assertThat(run.count("/ledger/audit/workflows")).isEqualTo(30);
    assertThat(run.workflows("wrong_ends")).isZero();
    for (OperatorCommand command : OperatorCommand.values()) {
      assertThat(run.count("/ledger/operators/" + command.key() + "/taken"))
          .as(command.key())
          .isPositive();
    }
  }
}
