package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.broker.BrokerFixture;
import dev.tokenstorm.result.DocumentSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens go through a real broker to completers in processes of their own. */
@Timeout(180)
final class HandoverKafkaIT {
  private static final int WORKFLOWS = 500;
  private static final int TOKENS = 4 * WORKFLOWS;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final String tokens =
      "kafka:%s/tokens-%s".formatted(BrokerFixture.shared().address(), UUID.randomUUID());

  private final List<Process> started = new ArrayList<>();

  private Process start(String name, String... args) throws IOException {
    List<String> command = NullServerProcess.command(args);
    command.add(1, "-XX:TieredStopAtLevel=1");
    Process process =
        new ProcessBuilder(SignalledProcess.command(command))
            .redirectOutput(folder.resolve(name).toFile())
            .redirectError(folder.resolve(name + "-err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private Process completer(String name, NullServerProcess server, String... more)
      throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of("complete", "--tokens", tokens, "--target", server.address(), "--completers"));
    args.addAll(Arrays.asList(more));
    return start(name, args.toArray(String[]::new));
  }

  private Process run(NullServerProcess server) throws IOException {
    return start(
        "run",
        "run",
        "--tokens",
        tokens,
        "--kafka-create",
        "--completers",
        "0",
        "--target",
        server.address(),
        "--workflows",
        String.valueOf(WORKFLOWS),
        "--in-flight",
        "100",
        "--warmup",
        "0",
        "--worker",
        "wire",
        "--audit",
        "all",
        "--no-metrics",
        "--out",
        folder.resolve("out").toString());
  }

  private String said(String name) throws IOException {
    return Files.readString(folder.resolve(name)) + Files.readString(folder.resolve(name + "-err"));
  }

  private JsonNode result() throws IOException {
    return ProgramRun.json(Files.readString(folder.resolve("out/result.json")));
  }

  private void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void anotherProcessCompletesWhatARunIssuesAndEndsWithIt() throws Exception {
    try (NullServerProcess server = NullServerProcess.start("latency=1ms")) {
      Process completer = completer("complete", server, "16", "--completer", "grpc", "--once");
      Process run = run(server);
      assertThat(run.waitFor()).as(said("run")).isEqualTo(ExitCode.PASSED);
      assertThat(completer.waitFor()).as(said("complete")).isEqualTo(ExitCode.PASSED);
    } finally {
      endAll();
    }
    JsonNode result = result();
    assertThat(DocumentSchema.RUN.violations(result)).isEmpty();
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/tokens/completed").asInt()).isEqualTo(TOKENS);
    JsonNode handover = result.at("/handover");
    assertThat(handover.path("sent").asInt()).isEqualTo(TOKENS);
    assertThat(handover.path("delivered").asInt()).isEqualTo(TOKENS);
    assertThat(handover.path("completed").asInt()).isEqualTo(TOKENS);
    assertThat(handover.path("redelivered").asInt()).isZero();
    assertThat(handover.path("duplicates").asInt()).isZero();
    assertThat(handover.path("completers").asInt()).isEqualTo(1);
    assertThat(said("run")).contains("2,000 sent = 2,000 answered");
    assertThat(said("complete")).contains("and answered 2,000 tokens");
    // Its clients warn of a topic that is not there yet.
    assertThat(said("run") + said("complete")).doesNotContain("ERROR ", "\tat ");
  }

  /** Each call takes a fifth of a second, so the process that is killed holds records. */
  @Test
  @Tag("proof")
  void nothingIsLostWhenTheOnlyCompleterIsKilled() throws Exception {
    try (NullServerProcess server = NullServerProcess.start("latency=200ms")) {
      Process killed = completer("killed", server, "64");
      Process run = run(server);
      awaitLine("run-err", "measure");
      var unused = killed.destroyForcibly().waitFor();
      Process other = completer("other", server, "64", "--once");
      assertThat(run.waitFor()).as(said("run")).isEqualTo(ExitCode.PASSED);
      assertThat(other.waitFor()).as(said("other")).isEqualTo(ExitCode.PASSED);
    } finally {
      endAll();
    }
    JsonNode result = result();
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/tokens/completed").asInt()).isEqualTo(TOKENS);
    assertThat(result.at("/ledger/audit/discrepancies").asInt()).isZero();
    assertThat(result.at("/handover/redelivered").asInt()).isPositive();
    assertThat(result.at("/handover/completers").asInt()).isEqualTo(2);
  }

  /** Waits for a line that a process writes once it is so far. */
  private void awaitLine(String name, String text) throws IOException, InterruptedException {
    Process tail =
        new ProcessBuilder("tail", "-n", "+1", "-F", folder.resolve(name).toString()).start();
    started.add(tail);
    try (BufferedReader lines = tail.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.lines().anyMatch(line -> line.contains(text))).isTrue();
    } finally {
      tail.destroyForcibly().waitFor();
    }
  }
}
