package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with operator commands on the newest server, which has them only if it is told to. */
@Timeout(300)
@OnNewestServer
final class OperatorRunsRealServerIT {
  private static final String COMMANDS =
      "--workload standalone --quiet --audit all --require-trust off"
          + " --operate pause=35%:1s,reset=30%,options=35%";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theLedgerKnowsWhatCommandsDo() {
    try (DevServerFixture server =
        DevServerFixture.start(
            ServerSettings.DYNAMIC_CONFIG_VALUE,
            "history.enableStandaloneActivityOperatorCommands=true")) {
      ProgramRun run =
          ProgramRun.of(
                  folder.resolve("out"),
                  COMMANDS
                      + " --executions 60 --in-flight 8 --outcomes complete=60,fail=35,cancel=5"
                      + " --target "
                      + server.address())
              .passed();

      assertThat(run.count("/ledger/audit/workflows")).isEqualTo(60);
      assertThat(run.count("/ledger/operators/pause/taken")).isPositive();
      assertThat(run.count("/ledger/operators/reset/taken")).isPositive();
      assertThat(run.count("/ledger/operators/options/taken")).isPositive();
    }
  }
}
