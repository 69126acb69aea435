package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.result.DocumentSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A run in a process of its own, which the system ends without a word. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class KilledRunIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void whatAKilledRunMeasuredIsReportedUpToTheLastSecond() throws Exception {
    Path out = folder.resolve("out");
    List<String> command =
        NullServerProcess.command(
            "run",
            "--target",
            "null",
            "--rate",
            "40/s",
            "--duration",
            "10m",
            "--warmup",
            "0",
            "--worker",
            "wire",
            "--completer",
            "grpc",
            "--no-metrics",
            "--out",
            out.toString());
    command.add(1, "-XX:TieredStopAtLevel=1");
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader progress = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(progress.lines().anyMatch(line -> line.contains("results in "))).isTrue();
      awaitMeasured(out);
      Shell early = new Shell();
      assertThat(early.run("report", out.toString())).isEqualTo(ExitCode.USAGE);
      assertThat(early.err())
          .isEqualTo(
              "tokenstorm: %s is of a run that still goes on; wait for its end, or interrupt it.%n"
                  .formatted(out));
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
    assertThat(names(out))
        .containsExactlyInAnyOrder(
            "plan.yaml", "intervals.csv", "latency.hlog", "unfinished.jsonl");

    Shell report = new Shell();
    assertThat(report.run("report", out.toString())).as(report.err()).isEqualTo(ExitCode.PASSED);
    assertThat(report.out()).isEqualTo("%s%n".formatted(out.resolve("report.html")));
    assertThat(report.err())
        .startsWith(
            "tokenstorm: %s is made of what the run left. ".formatted(out.resolve("result.json")))
        .contains("The run was killed, or could not write its end; what it kept ends ");
    assertThat(out.resolve("report.html")).isNotEmptyFile();

    JsonNode result = ProgramRun.json(Files.readString(out.resolve("result.json")));
    assertThat(DocumentSchema.RUN.violations(result)).isEmpty();
    assertThat(result.at("/ending/how").asText()).isEqualTo("killed");
    List<Map<String, String>> rows = measured(out, intervals(out));
    JsonNode run = result.at("/figures/run");
    assertThat(run.path("seconds").asDouble()).isCloseTo(sum(rows, "length_seconds"), within(1e-6));
    assertThat(run.at("/latency_seconds/workflow_corrected/count").asDouble())
        .isEqualTo(sum(rows, "workflow_corrected_count"))
        .isPositive();
    assertThat(run.at("/workflows/closed").asDouble())
        .isCloseTo(
            rows.stream()
                .mapToDouble(
                    row -> number(row, "workflows_per_second") * number(row, "length_seconds"))
                .sum(),
            within(0.01 * rows.size()));
    assertThat(result.at("/ledger/workflows/open_at_end").asText())
        .isEqualTo(rows.get(rows.size() - 1).get("in_flight"));
  }

  /** Waits for an interval in which a workflow closed to be in all files. */
  private static void awaitMeasured(Path out) throws IOException, InterruptedException {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      WatchKey written = out.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      while (sum(measured(out, intervals(out)), "workflow_corrected_count") == 0) {
        assertThat(watch.take()).isSameAs(written);
        var unused = written.pollEvents();
        assertThat(written.reset()).isTrue();
      }
    }
  }

  /**
   * How many intervals are whole: the process may die, or be looked at, between the row and the
   * line of one.
   */
  private static long intervals(Path out) throws IOException {
    String text = Files.readString(out.resolve("unfinished.jsonl"));
    return text.chars().filter(character -> character == '\n').count() - 1;
  }

  /** The intervals without those of the warm-up, which the figures of a run leave out. */
  private static List<Map<String, String>> measured(Path out, long intervals) {
    return ProgramRun.rows(out.resolve("intervals.csv")).stream()
        .limit(intervals)
        .filter(row -> row.getOrDefault("phase", "").equals("measure"))
        .toList();
  }

  private static double sum(List<Map<String, String>> rows, String column) {
    return rows.stream().mapToDouble(row -> number(row, column)).sum();
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.getOrDefault(column, ""));
  }

  private static List<String> names(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
