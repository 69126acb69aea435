package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.Proof;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of a dev server that the run has started itself. */
@Timeout(300)
final class OwnServerFaultIT {
  /** What the run keeps of the server for the case that it is killed. */
  private static final Pattern LEFT = Pattern.compile("kill (\\d+); rm -rf ([^\\s\"]+)");

  private static final Pattern KILL = Pattern.compile("kill (\\d+); rm -rf (\\S+)");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** The tests are skipped where there is no CLI. */
  @BeforeEach
  void needsTheCli() {
    String path = System.getenv().getOrDefault("PATH", "");
    Assumptions.assumeTrue(
        Arrays.stream(path.split(File.pathSeparator, -1))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "temporal"))),
        "No temporal CLI on PATH");
  }

  private List<String> flags(String... further) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "run",
                "--target",
                "dev-server",
                "--rate",
                "5/s",
                "--no-metrics",
                "--out",
                folder.resolve("out").toString()));
    flags.addAll(List.of(further));
    return flags;
  }

  private JsonNode run(int exitCode, String... further) {
    List<String> flags = flags(further);
    flags.addAll(List.of("--json", "--quiet"));
    Shell shell = new Shell();
    int code = shell.run(flags.toArray(String[]::new));
    assertThat(code).as(shell.out() + shell.err()).isEqualTo(exitCode);
    return ProgramRun.json(shell.out());
  }

  private static void assertGone(long pid) {
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
        .as("process %d runs", pid)
        .isFalse();
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  /** The data outlasts the process, so what was open when it was killed closes afterwards. */
  @Test
  @Tag("proof")
  void aServerThatIsPausedAndThenRestartedLosesNothing() {
    JsonNode result =
        run(
            ExitCode.PASSED,
            "--duration",
            "9s",
            "--start-to-close-timeout",
            "10s",
            "--drain-timeout",
            "2m",
            "--audit",
            "all",
            "--fault",
            "3s: pause-server 1s",
            "--fault",
            "6s: restart-server after 1s");

    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/workflows/completed").asLong())
        .isEqualTo(result.at("/ledger/workflows/started").asLong())
        .isPositive();
    JsonNode pause = result.at("/faults/0");
    assertThat(pause.path("happened").asBoolean()).isTrue();
    long first = number(pause.path("witness").asText(), "^process (\\d+) stood still for ");
    JsonNode restart = result.at("/faults/1");
    String witness = restart.path("witness").asText();
    assertThat(number(witness, "^process (\\d+) was killed, with exit code 137; "))
        .isEqualTo(first);
    long second = number(witness, "; process (\\d+) answered .* after its start$");
    assertThat(second).isNotEqualTo(first);
    assertThat(restart.path("end_seconds").asDouble())
        .as("it is over when the server answers")
        .isGreaterThan(7);
    assertGone(first);
    assertGone(second);
    Proof.found("restart on a dev server: %s", witness);
  }

  @Test
  @Tag("proof")
  void aRunWhoseServerIsGoneForGoodEndsWithinItsBound() {
    JsonNode result =
        run(
            ExitCode.COULD_NOT,
            "--duration",
            "10m",
            "--drain-timeout",
            "10s",
            "--fault",
            "4s: kill-server");

    assertThat(result.at("/ending/how").asText()).isEqualTo("target-lost");
    assertThat(result.at("/ending/sentence").asText())
        .isEqualTo("The target has been out of reach for 10 s, and was given up.");
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/workflows/started").asLong()).isPositive();
    assertThat(result.at("/faults/0/happened").asBoolean()).isTrue();
    assertGone(
        number(
            result.at("/faults/0/witness").asText(),
            "^process (\\d+) was killed, with exit code 137$"));
    Proof.found(
        "kill-server on a dev server: the run ended after %.1f s",
        result.at("/figures/run/seconds").asDouble());
  }

  /** A run in a process of its own, whose server is paused for longer than any test lasts. */
  private Process paused() throws IOException {
    List<String> command =
        NullServerProcess.command(
            flags("--duration", "10m", "--fault", "1s: pause-server 1h").toArray(String[]::new));
    command.add(1, "-XX:TieredStopAtLevel=1");
    return new ProcessBuilder(SignalledProcess.command(command))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }

  private void awaitPause(Process process) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      var unused = folder.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      while (!Files.readString(folder.resolve("stderr")).contains("results in ")) {
        assertThat(process.isAlive()).as(Files.readString(folder.resolve("stderr"))).isTrue();
        awaitChange(watch);
      }
    }
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      var unused = out.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      while (!Files.readString(out.resolve("unfinished.jsonl")).contains("kill -CONT ")) {
        awaitChange(watch);
      }
    }
  }

  private static void awaitChange(WatchService watch) throws InterruptedException {
    WatchKey changed = watch.take();
    var unused = changed.pollEvents();
    assertThat(changed.reset()).isTrue();
  }

  /** Ends the server of a run that was killed, and that nobody has ended yet. */
  private void endServer() throws IOException, InterruptedException {
    Path unfinished = folder.resolve("out").resolve("unfinished.jsonl");
    if (!Files.exists(unfinished)) {
      return;
    }
    Matcher left = LEFT.matcher(Files.readString(unfinished));
    // Without its folder it has ended, and the number may be another's.
    if (left.find() && Files.isDirectory(Path.of(left.group(2)))) {
      String line = "kill -CONT %1$s; kill -KILL %1$s; rm -r %2$s";
      var unused =
          new ProcessBuilder("sh", "-c", line.formatted(left.group(1), left.group(2)))
              .start()
              .waitFor();
    }
  }

  /** What the report says is done, and then nothing of the run is left. */
  @Test
  void aRunThatIsKilledInAPauseSaysHowToEndWhatIsLeft() throws Exception {
    try {
      Process process = paused();
      try {
        awaitPause(process);
      } finally {
        process.destroyForcibly();
        process.waitFor();
      }
      assertToldAndEnded();
    } finally {
      endServer();
    }
  }

  private void assertToldAndEnded() throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Shell report = new Shell();
    assertThat(report.run("report", out.toString())).as(report.err()).isEqualTo(ExitCode.PASSED);
    Matcher kill = KILL.matcher(report.err());
    assertThat(kill.find()).as(report.err()).isTrue();
    long pid = Long.parseLong(kill.group(1));
    assertThat(report.err())
        .contains(
            "tokenstorm: The dev server may still run; this ends it: " + kill.group(),
            "tokenstorm: Fault 1 (1s: pause-server 1h) may still go on; this ends it: kill -CONT "
                + pid);
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    assertThat(server.isAlive()).isTrue();
    assertThat(Path.of(kill.group(2))).isDirectory();
    for (String line : List.of("kill -CONT " + pid, kill.group())) {
      assertThat(new ProcessBuilder("sh", "-c", line).start().waitFor()).as(line).isZero();
    }
    var unused = server.onExit().join();
    assertThat(Path.of(kill.group(2))).doesNotExist();
  }

  /** Nothing could drain while the server stands still. */
  @Test
  @Tag("proof")
  void aRunThatIsTerminatedInAPauseLetsTheServerGoOnAndDrains() throws Exception {
    Process process = paused();
    try {
      awaitPause(process);
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
    } finally {
      process.destroyForcibly();
      process.waitFor();
      endServer();
    }

    JsonNode result = ProgramRun.json(Files.readString(folder.resolve("out/result.json")));
    assertThat(result.at("/ending/how").asText()).isEqualTo("interrupted");
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    String witness = result.at("/faults/0/witness").asText();
    assertThat(witness).endsWith(", until the run ended");
    assertGone(number(witness, "^process (\\d+) stood still for "));
  }
}
