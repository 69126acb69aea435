package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.Proof;
import dev.tokenstorm.cli.ProgramRun;
import dev.tokenstorm.history.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database of a real server is killed in a run, and started again. */
@Tag("proof")
@OnNewestServer
@Timeout(600)
final class DatabaseKilledRealServerIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void nothingIsLostWithTheDatabaseOfTheServer() throws Exception {
    try (PostgresServer database = PostgresTables.server();
        DevServerFixture server =
            DevServerFixture.start(ServerSettings.POSTGRES_PORT, String.valueOf(database.port()))) {
      Path command =
          Files.writeString(
              folder.resolve("database.yaml"),
              """
              shell: %s
              undo:
                shell: |
                  %s
                limit: 2m
              """
                  .formatted(database.killed(), database.startedAgain()));
      ProgramRun run =
          ProgramRun.of(
                  folder.resolve("out"),
                  "--quiet --require-trust off --rate 4/s --duration 40s --audit all"
                      + " --max-attempts 10 --start-to-close-timeout 10s --drain-timeout 3m"
                      + " --fault '15s: exec database for 3s' --allow-exec --exec 'database="
                      + command
                      + "' --target "
                      + server.address())
              .passed();

      JsonNode fault = run.result().at("/faults/0");
      assertThat(fault.at("/happened").asBoolean()).isTrue();
      assertThat(fault.at("/witness").asText())
          .contains("its command ended with exit code 0 ", "its undo ended with exit code 0 ");
      assertThat(fault.at("/calls/errors").asLong()).isPositive();
      assertThat(run.workflows("completed")).isEqualTo(run.workflows("started")).isPositive();
      assertThat(run.tokens("unknown")).isZero();
      Proof.found(
          "a PostgreSQL that was killed under a server: %d of %d calls went wrong, %s, %d tokens"
              + " doubtful, all %d workflows completed",
          fault.at("/calls/errors").asLong(),
          fault.at("/calls/count").asLong(),
          fault.at("/recovery_seconds").isNumber()
              ? "recovered after " + fault.at("/recovery_seconds").asText() + " s"
              : "no time to recover is known",
          fault.at("/tokens/doubtful").asLong(),
          run.workflows("completed"));
    }
  }
}
