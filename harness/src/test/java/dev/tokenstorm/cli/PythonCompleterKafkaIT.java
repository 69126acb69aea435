package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.broker.BrokerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A completer in Python, written by the documented format alone, completes a run's tokens. Skipped
 * where there is no Python with confluent-kafka and Temporal's SDK.
 */
@Tag("proof")
@Timeout(300)
final class PythonCompleterKafkaIT {
  private static final Path PROGRAM =
      Path.of("src/test/other-sdks/python/kafka_completer.py").toAbsolutePath();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Process python(String name, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name).toFile())
        .start();
  }

  private boolean there() throws InterruptedException {
    try {
      return python("there", "-c", "import confluent_kafka, temporalio").waitFor() == 0;
    } catch (IOException noPython) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "by-token, --outcomes complete=100",
    "by-id, --complete-by id --outcomes complete=90;fail=10 --max-attempts 3"
  })
  void aRunIsCompletedByAProgramOfAnotherLanguage(String topic, String flags) throws Exception {
    assumeTrue(there(), "No python3 with confluent-kafka and temporalio on PATH.");
    BrokerFixture broker = BrokerFixture.shared();
    try (NullServerProcess server = NullServerProcess.start("latency=1ms")) {
      ProgramRun.Started started =
          ProgramRun.start(
              folder.resolve("out"),
              "--quiet --workflows 100 --in-flight 20 --warmup 0 --audit all --kafka-create"
                  + " --completers 0 --tokens kafka:%s/%s --target %s %s"
                      .formatted(
                          broker.address(), topic, server.address(), flags.replace(';', ',')));
      Process completer =
          python(
              "completer",
              PROGRAM.toString(),
              broker.address(),
              topic,
              "tokenstorm-" + topic,
              server.address(),
              "default");
      try {
        ProgramRun run = started.result().passed();
        assertThat(run.workflows("started")).isEqualTo(100);
        assertThat(run.tokens("unknown")).isZero();
        assertThat(completer.waitFor()).as(said()).isZero();
        JsonNode handover = run.result().at("/handover");
        assertThat(handover.path("sent").asLong()).isEqualTo(run.tokens("issued"));
        assertThat(handover.path("redelivered").asLong()).isZero();
        assertThat(said()).contains("\"token\": " + run.tokens("issued"), "\"probe\": 1");
      } finally {
        completer.destroyForcibly();
      }
    }
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("completer"));
  }
}
