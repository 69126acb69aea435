package dev.tokenstorm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.server.TcpProxy;
import dev.tokenstorm.testkit.NullFrontEnds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The program in a process of its own, which supervisors and lost terminals end. */
@Timeout(300)
@Isolated("each process has five seconds for its files once the grace is over")
final class SignalIT {
  private static final String LIGHT = " --worker wire --completer grpc --no-metrics";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private List<String> command(String flags) {
    List<String> words = new ArrayList<>(Arrays.asList(flags.strip().split("\\s+")));
    words.addAll(List.of("--out", folder.resolve("out").toString()));
    List<String> command = NullServerProcess.command(words.toArray(String[]::new));
    // None of these runs is long enough for the second compiler to pay.
    command.add(1, "-XX:TieredStopAtLevel=1");
    return command;
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectOutput(folder.resolve("stdout").toFile()).start();
  }

  private static void signal(String signal, long pid) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }

  private JsonNode result() throws IOException {
    return ProgramRun.json(Files.readString(folder.resolve("out/result.json")));
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("stdout"));
  }

  /** Reads on until a text has come. */
  private static String readUntil(Reader reader, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = reader.read();
      assertThat(next).as(() -> "end of " + read).isNotNegative();
      read.append((char) next);
    }
    return read.toString();
  }

  private static Reader reader(InputStream from) {
    return new BufferedReader(new InputStreamReader(from, UTF_8));
  }

  /** The line that says of the first interval, in which workflows started. */
  private static final String UNDER_WAY = "in flight ";

  /** With nohup a lost terminal means nothing: it is not the first signal, whose kind counts. */
  @Test
  void underNohupOnlySigtermEndsARunAndTerminatesWhatDoesNotCloseWithinTheGrace() throws Exception {
    Path junit = folder.resolve("verdict.xml");
    List<String> nohup = new ArrayList<>(List.of("nohup"));
    nohup.addAll(
        command(
            "run --target null --rate 5/s --duration 10m --completion-delay 20s"
                + " --worker wire --completer grpc --metrics-address 127.0.0.1:0"
                + " --grace 6s --linger 1h --report junit="
                + junit));
    Process process = start(SignalledProcess.command(nohup));
    try (Reader err = reader(process.getErrorStream())) {
      readUntil(err, UNDER_WAY);
      assertThat(Files.readString(junit)).contains("The run has not come to its end: ");
      signal("HUP", process.pid());
      signal("TERM", process.pid());
      assertThat(readUntil(err, "SIGTERM: starts no more workflows")).doesNotContain("SIGHUP");
      assertThat(readUntil(err, "\n")).contains("ends within 11s", "--grace 6s");
      assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
    } finally {
      process.destroyForcibly();
    }
    assertThat(out()).startsWith("INTERRUPTED · failed · null target");
    JsonNode result = result();
    assertThat(result.at("/ending/how").asText()).isEqualTo("interrupted");
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/workflows/terminated").asLong())
        .isEqualTo(result.at("/ledger/workflows/started").asLong())
        .isPositive();
    assertThat(folder.resolve("out/report.html")).isRegularFile();
    assertThat(Files.readString(junit))
        .contains("INTERRUPTED · failed")
        .contains("It was interrupted, and terminated what had not closed");
  }

  /**
   * The server stands still, so that no call is answered and no connection breaks. The receiver of
   * metrics takes what comes and never answers, and the run says so before its end.
   */
  @Test
  void aServerThatDoesNotAnswerKeepsNoRunUpPastItsGrace() throws Exception {
    try (NullFrontEnd server = NullFrontEnds.start();
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TcpProxy proxy = new TcpProxy(server.port())) {
      Process process =
          start(
              SignalledProcess.command(
                  command(
                      "run --rate 5/s --duration 10m --completion-delay 1s --grace 2s"
                          + " --target 127.0.0.1:"
                          + proxy.port()
                          + " --push otlp=http://127.0.0.1:"
                          + silent.getLocalPort()
                          + "/v1/metrics"
                          + LIGHT)));
      try (Reader err = reader(process.getErrorStream())) {
        readUntil(err, UNDER_WAY);
        proxy.freeze();
        signal("HUP", process.pid());
        readUntil(err, "SIGHUP: starts no more workflows");
        readUntil(err, "the last values of the metrics did not reach http://127.0.0.1:");
        assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
      } finally {
        process.destroyForcibly();
      }
    }
    assertThat(result().at("/ledger/workflows/open_at_end").asLong()).isPositive();
    assertThat(result().at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result().at("/ending/sentence").asText())
        .startsWith("It was interrupted. ")
        .contains("could not be terminated, before --grace was over.");
    assertThat(folder.resolve("out/report.html")).isRegularFile();
  }

  /** As a lost SSH session does it: the terminal hangs up, and each write to it fails. */
  @Test
  void aRunWhoseTerminalIsGoneDrainsAndKeepsItsResults() throws Exception {
    Path junit = folder.resolve("verdict.xml");
    List<String> words =
        SignalledProcess.command(
            command(
                "run --target null --rate 20/s --duration 10m --completion-delay 1s --report junit="
                    + junit
                    + LIGHT));
    Process terminal =
        new ProcessBuilder("script", "-qfc", "exec " + String.join(" ", words), "/dev/null")
            .start();
    try (Reader screen = reader(terminal.getInputStream())) {
      readUntil(screen, UNDER_WAY);
      ProcessHandle program = terminal.descendants().findFirst().orElseThrow();
      try {
        signal("KILL", terminal.pid());
        program.onExit().get(200, TimeUnit.SECONDS);
      } finally {
        program.destroyForcibly();
      }
    } finally {
      terminal.destroyForcibly();
    }
    JsonNode result = result();
    assertThat(result.at("/ending/how").asText()).isEqualTo("interrupted");
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/workflows/started").asLong()).isPositive();
    assertThat(result.at("/ledger/workflows/open_at_end").asLong()).isZero();
    assertThat(folder.resolve("out/report.html")).isRegularFile();
    assertThat(Files.readString(junit)).contains("INTERRUPTED · ");
  }

  /** The pipe that stderr is has no room, and its reader has stopped. */
  @Test
  void aRunWhoseStderrNobodyReadsKeepsItsResultsAndEnds() throws Exception {
    Process process =
        start(
            SignalledProcess.command(
                command("run --target null --rate 20/s --duration 10m --grace 3s" + LIGHT)));
    try (Reader err = reader(process.getErrorStream())) {
      readUntil(err, UNDER_WAY);
      new ProcessBuilder("timeout", "1", "cat", "/dev/zero")
          .redirectOutput(Path.of("/proc/" + process.pid() + "/fd/2").toFile())
          .start()
          .waitFor();
      signal("TERM", process.pid());
      assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
    } finally {
      process.destroyForcibly();
    }
    assertThat(result().at("/ending/how").asText()).isEqualTo("interrupted");
    assertThat(folder.resolve("out/report.html")).isRegularFile();
  }

  @Test
  void aSearchEndsWithinTheGraceOfItsRun() throws Exception {
    Process process =
        start(
            SignalledProcess.command(
                command(
                    "tune --target null --completion-delay 20s --completers 8..16 --duration 1h"
                        + " --warmup 0 --budget 10h --grace 2s"
                        + LIGHT)));
    try (Reader err = reader(process.getErrorStream())) {
      readUntil(err, "results in ");
      readUntil(err, "\n");
      signal("HUP", process.pid());
      readUntil(err, "SIGHUP: starts no more workflows");
      assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
    } finally {
      process.destroyForcibly();
    }
    assertThat(out()).startsWith("INTERRUPTED · NO ANSWER · null target");
    assertThat(
            ProgramRun.json(Files.readString(folder.resolve("out/search.json")))
                .at("/ending")
                .asText())
        .isEqualTo("interrupted");
  }
}
