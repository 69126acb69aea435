package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.realserver.DevServerFixture;
import dev.tokenstorm.realserver.OnNewestServer;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.result.StoredRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run on a real server, in a process of its own that the system ends without a word, is taken up
 * again and comes to its end.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT) // it mostly waits
final class TakenUpRunIT {
  /** The run has so many that it is far from its end when it is killed, on whatever host. */
  private static final int WORKFLOWS = 2_000;

  private static final int CLOSED_BEFORE = 40;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aRunThatWasKilledAtHalfEndsWithABalancedLedger() throws Exception {
    takeUp();
  }

  @ParameterizedTest
  @Tag("soak")
  @ValueSource(
      strings = {
        "--worker wire --completer grpc",
        "--worker wire --completer grpc --complete-by id",
        "--outcomes complete=85,fail=10,cancel=5 --seed 7",
      })
  void soItDoesHoweverItIsPlayed(String flags) throws Exception {
    takeUp(flags.split(" ", -1));
  }

  /** Its executions have no history, and no workflow task brings them on. */
  @Test
  @OnNewestServer
  void aRunOfStandaloneActivitiesIsTakenUpAsWell() throws Exception {
    takeUp("--workload", "standalone", "--completion-delay", "1s");
  }

  /** The user may have named the wrong one, and can then name the right one. */
  @Test
  void aRunThatWasOnAnotherServerIsLeftAsItIs() throws Exception {
    Path out = folder.resolve("out");
    StoredRun.leaveElsewhere(out, 3);
    try (DevServerFixture server = DevServerFixture.start()) {
      Files.writeString(
          out.resolve("plan.yaml"),
          "target: %s\nworkflows: 300\nwarmup: 1s\nrate: 100/s\n".formatted(server.address()));
      assertThat(new Shell().run("report", out.toString())).isZero();
      Map<String, String> before = content(out);

      assertThat(refused(out))
          .contains(server.address(), ", namespace default, lists no execution");
      assertThat(content(out)).isEqualTo(before);
      assertThat(refused(out, "--namespace", "nowhere")).contains("nowhere");
      assertThat(content(out)).isEqualTo(before);
    }
  }

  private static String refused(Path out, String... flags) {
    List<String> words =
        new ArrayList<>(List.of("run", "--take-up", out.toString(), "--no-metrics", "--quiet"));
    words.addAll(List.of(flags));
    Shell shell = new Shell();
    assertThat(shell.run(words.toArray(String[]::new)))
        .as(shell.err())
        .isEqualTo(ExitCode.COULD_NOT);
    assertThat(shell.err()).startsWith("tokenstorm: ").hasLineCount(1);
    return shell.err();
  }

  private static Map<String, String> content(Path run) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(run)) {
      for (Path file : files) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private void takeUp(String... flags) throws Exception {
    Path out = folder.resolve("out");
    try (DevServerFixture server = DevServerFixture.start()) {
      killAtHalf(server, out, flags);

      Shell report = new Shell();
      assertThat(report.run("report", out.toString())).as(report.err()).isEqualTo(ExitCode.PASSED);
      assertThat(report.err()).contains("tokenstorm run --take-up " + out);

      Shell second = new Shell();
      assertThat(
              second.run(
                  "run", "--take-up", out.toString(), "--drain-timeout", "4m", "--no-metrics"))
          .as(second.out() + second.err())
          .isEqualTo(ExitCode.PASSED);

      Shell third = new Shell();
      assertThat(third.run("run", "--take-up", out.toString())).isEqualTo(ExitCode.USAGE);
      assertThat(third.err()).contains("has come to its end");
      Shell page = new Shell();
      assertThat(page.run("report", out.toString())).as(page.err()).isEqualTo(ExitCode.PASSED);
    }
    assertBalanced(ProgramRun.json(Files.readString(out.resolve("result.json"))));
  }

  private static void assertBalanced(JsonNode result) {
    assertThat(DocumentSchema.RUN.violations(result)).isEmpty();
    assertThat(result.at("/ending/how").asText()).isEqualTo("taken-up");
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    JsonNode workflows = result.at("/ledger/workflows");
    long started = workflows.path("started").asLong();
    assertThat(started).isBetween((long) CLOSED_BEFORE, (long) WORKFLOWS);
    assertThat(workflows.path("intended").asLong() + workflows.path("not_reached").asLong())
        .isEqualTo(WORKFLOWS);
    for (String none : List.of("terminated", "open_at_end", "unknown", "wrong_ends", "rejected")) {
      assertThat(workflows.path(none).asLong()).as(none).isZero();
    }
    JsonNode tokens = result.at("/ledger/tokens");
    assertThat(tokens.path("lost").asLong()).isZero();
    assertThat(tokens.path("foreign").asLong()).isZero();
    assertThat(result.at("/ledger/audit/workflows").asLong()).isEqualTo(started);
    assertThat(result.at("/ledger/audit/discrepancies").asLong()).isZero();

    JsonNode takeUp = result.path("take_up");
    JsonNode executions = takeUp.path("executions");
    assertThat(executions.path("listed").asLong()).isEqualTo(started);
    assertThat(executions.path("adopted").asLong()).isPositive();
    assertThat(executions.path("adopted").asLong() + executions.path("closed_before").asLong())
        .isEqualTo(started);
    assertThat(takeUp.at("/first_life/workflows/started").asLong()).isBetween(1L, started);
    JsonNode pending = takeUp.path("pending_activities");
    assertThat(pending.path("found").asLong()).isPositive();
    assertThat(pending.path("completed").asLong()).isPositive();
  }

  /** Starts the run, and kills it once some of it is done. */
  private static void killAtHalf(DevServerFixture server, Path out, String... flags)
      throws IOException, InterruptedException {
    List<String> command =
        NullServerProcess.command(
            "run",
            "--target",
            server.address(),
            "--workflows",
            String.valueOf(WORKFLOWS),
            "--in-flight",
            "20",
            // Longer than a busy host takes to take the run up, or there is nothing to find.
            "--start-to-close-timeout",
            "60s",
            "--audit",
            "all",
            "--warmup",
            "0",
            "--no-metrics",
            "--out",
            out.toString());
    command.addAll(List.of(flags));
    if (!command.contains("--completion-delay")) {
      // The delay makes some activities pending at any moment.
      command.addAll(List.of("--completion-delay", "500ms"));
    }
    command.add(1, "-XX:TieredStopAtLevel=1");
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader progress = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(progress.lines().anyMatch(line -> line.contains("results in "))).isTrue();
      awaitClosed(out);
    } finally {
      process.destroyForcibly();
    }
    var unused = process.waitFor();
    assertThat(out.resolve("result.json")).doesNotExist();
  }

  /** Waits for so many workflows to have closed in whole seconds. */
  private static void awaitClosed(Path out) throws IOException, InterruptedException {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      WatchKey written = out.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      while (closed(out) < CLOSED_BEFORE) {
        assertThat(watch.take()).isSameAs(written);
        var unused = written.pollEvents();
        assertThat(written.reset()).isTrue();
      }
    }
  }

  private static double closed(Path out) {
    return ProgramRun.rows(out.resolve("intervals.csv")).stream()
        .mapToDouble(
            row ->
                Double.parseDouble(row.getOrDefault("workflows_per_second", "0"))
                    * Double.parseDouble(row.getOrDefault("length_seconds", "0")))
        .sum();
  }
}
