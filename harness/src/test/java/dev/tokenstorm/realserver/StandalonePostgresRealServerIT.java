package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.cli.StandaloneRuns;
import dev.tokenstorm.history.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Standalone activities on the newest server with PostgreSQL, as most servers have it. */
@Tag("proof")
@OnNewestServer
@Timeout(600)
final class StandalonePostgresRealServerIT {
  private static final int EXECUTIONS = 400;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void eachStandaloneActivityEndsAsItWasDrawn() throws Exception {
    try (PostgresServer database = PostgresTables.server();
        DevServerFixture server =
            DevServerFixture.start(ServerSettings.POSTGRES_PORT, String.valueOf(database.port()))) {
      assertEnds(run(server, "--worker sdk --completer sdk --complete-by token"));
      assertEnds(run(server, "--worker wire --completer grpc --complete-by id"));
    }
  }

  private ProgramRun run(DevServerFixture server, String how) {
    return ProgramRun.of(
            folder.resolve(how.replaceAll("[ -]+", "-")),
            "--workload standalone --quiet --require-trust off --target "
                + server.address()
                + " --executions 400 --in-flight 20 --audit all --seed 5 --max-attempts 2"
                + " --outcomes complete=85,fail=8,cancel=4,abandon=3 --start-to-close-timeout 8s"
                + " --drain-timeout 60s "
                + how)
        .passed();
  }

  private static void assertEnds(ProgramRun run) {
    StandaloneRuns.assertEndsAsDrawn(run, EXECUTIONS);
    assertThat(run.workflows("wrong_ends")).isZero();
  }
}
