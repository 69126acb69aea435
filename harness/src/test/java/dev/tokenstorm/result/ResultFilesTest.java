package dev.tokenstorm.result;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it changes this process's locale")
class ResultFilesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void everyIntervalIsOnDiskBeforeTheNextOne() throws IOException {
    Path out = folder.resolve("a/b/run");
    try (ResultFiles files =
        ResultFiles.create(out, SampleRun.facts(true), "seed: 42\n", note -> {})) {
      long logBytes = Files.size(out.resolve("latency.hlog"));
      for (Interval interval : SampleRun.intervals()) {
        files.accept(interval);
        assertThat(Files.readAllLines(out.resolve("intervals.csv"))).hasSize(2 + interval.index());
        assertThat(Files.size(out.resolve("latency.hlog"))).isGreaterThan(logBytes);
        logBytes = Files.size(out.resolve("latency.hlog"));
      }
    }
  }

  @Test
  void aRowSaysWhatHappenedInItsInterval() throws IOException {
    Map<String, String> row = rows(true).get(2);
    assertThat(row)
        .containsEntry("index", "2")
        .containsEntry("start", "2026-03-01T12:00:02Z")
        .containsEntry("elapsed_seconds", "2.000000000")
        .containsEntry("length_seconds", "1.000000000")
        .containsEntry("phase", "measure")
        .containsEntry("workflows_per_second", "100.000")
        .containsEntry("completions_per_second", "405.000")
        .containsEntry("completed_per_second", "396.000")
        .containsEntry("failed_per_second", "9.000")
        .containsEntry("in_flight", "100")
        .containsEntry("pending_tokens", "152")
        .containsEntry("completers_busy", "8")
        .containsEntry("errors", "5")
        .containsEntry("workflow_count", "100")
        .containsEntry("cpu_seconds", "0.500000000")
        .containsEntry("allocated_bytes", "100000000")
        .containsEntry("gc_pause_seconds", "0.002000000");
    assertThat(Double.parseDouble(row.get("workflow_p50_seconds"))).isBetween(0.0069, 0.0071);
  }

  @Test
  void whatIsNotKnownIsAnEmptyFieldAndAClosedLoopHasNoCorrectedColumn() throws IOException {
    assertThat(rows(false).get(0))
        .containsEntry("gc_pause_seconds", "")
        .containsEntry("workflow_count", "50")
        .doesNotContainKey("workflow_corrected_count")
        .doesNotContainKey("schedule_lag_p50_seconds");
  }

  @Test
  void numbersAreTheSameInEveryLanguage() throws IOException {
    List<Map<String, String>> expected = rows(true);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(rows(true)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theLatencyLogIsReadBackByHdrHistogramWithTheSameTotals() throws IOException {
    Path out = write(true);
    Map<String, Histogram> totals = new HashMap<>();
    try (HistogramLogReader reader = new HistogramLogReader(out.resolve("latency.hlog").toFile())) {
      EncodableHistogram next = reader.nextIntervalHistogram();
      while (next != null) {
        totals
            .computeIfAbsent(next.getTag(), tag -> LatencyRecorders.newHistogram())
            .add((Histogram) next);
        assertThat(next.getStartTimeStamp())
            .isBetween(
                SampleRun.START.toEpochMilli(), SampleRun.START.plusSeconds(5).toEpochMilli());
        next = reader.nextIntervalHistogram();
      }
    }
    RunResult result = SampleRun.result(true);
    // No client waited for a result.
    assertThat(totals).doesNotContainKey(Latency.RESULT_SEEN.key());
    for (Latency latency : EnumSet.complementOf(EnumSet.of(Latency.RESULT_SEEN))) {
      assertThat(LatencySummary.of(requireNonNull(totals.get(latency.key()))))
          .isEqualTo(result.run().latencies().get(latency));
      assertThat(LatencySummary.of(requireNonNull(totals.get("warmup_" + latency.key()))))
          .isEqualTo(result.phase(Phase.WARMUP).latencies().get(latency));
    }
    assertThat(Files.readString(out.resolve("latency.hlog")))
        .contains("#[Histogram log format version 1.3]", "in milliseconds");
  }

  @Test
  void theEndLeavesFourWholeFilesAndNothingElse() throws IOException {
    Path out = write(false);
    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("intervals.csv", "latency.hlog", "plan.yaml", "result.json");
    }
    assertThat(out.resolve("plan.yaml")).hasContent("seed: 42\n");
    assertThat(Files.readString(out.resolve("result.json"))).endsWith("}\n");
  }

  @Test
  void anExistingFolderIsNeverTouched() throws IOException {
    Path out = Files.createDirectory(folder.resolve("taken"));
    assertThatThrownBy(
            () -> ResultFiles.create(out, SampleRun.facts(true), "seed: 42\n", note -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--out " + out);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeMadeIsAMistakeOfTheUsers() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(
            () ->
                ResultFiles.create(
                    file.resolve("run"), SampleRun.facts(true), "seed: 42\n", note -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--out");
  }

  @Test
  void aFolderThatVanishesDoesNotStopTheRunAndIsToldAtTheEnd() throws IOException {
    Path out = folder.resolve("results/run");
    List<String> notes = new ArrayList<>();
    ResultFiles files = ResultFiles.create(out, SampleRun.facts(true), "seed: 42\n", notes::add);
    files.accept(SampleRun.intervals().get(0));
    assertThat(notes).isEmpty();
    removeResults(out);
    SampleRun.intervals().stream().skip(1).forEach(files);
    assertThat(notes)
        .containsExactly(out + " is gone. The run goes on, and makes it anew for its result.");

    assertThat(files.finish(SampleRun.result(true), SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS))
        .containsExactlyInAnyOrder(
            out.resolve("intervals.csv") + " was removed in mid-run; the figures shown are whole.",
            out.resolve("latency.hlog") + " was removed in mid-run; the figures shown are whole.");
    assertThat(Files.readString(out.resolve("result.json")))
        .isEqualTo(
            RunResultJson.write(
                SampleRun.result(true), SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS));
    assertThat(out.resolve("plan.yaml")).hasContent("seed: 42\n");
  }

  @Test
  void aFolderThatCannotBeMadeAnewIsToldOnceAndAtTheEnd() throws IOException {
    Path out = folder.resolve("results/run");
    List<String> notes = new ArrayList<>();
    ResultFiles files = ResultFiles.create(out, SampleRun.facts(true), "seed: 42\n", notes::add);
    removeResults(out);
    Files.createFile(folder.resolve("results"));
    SampleRun.intervals().forEach(files);
    assertThat(notes).hasSize(1);
    assertThat(files.finish(SampleRun.result(true), SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS))
        .hasSize(4)
        .anyMatch(sentence -> sentence.startsWith(out.resolve("plan.yaml") + " could not be"))
        .anyMatch(sentence -> sentence.startsWith(out.resolve("result.json") + " could not be"));
  }

  /** As {@code rm -r results} does it. */
  private static void removeResults(Path out) throws IOException {
    for (String name : List.of("plan.yaml", "intervals.csv", "latency.hlog", "unfinished.jsonl")) {
      Files.delete(out.resolve(name));
    }
    Files.delete(out);
    Files.delete(requireNonNull(out.getParent()));
  }

  private Path write(boolean openLoop) {
    Path out = folder.resolve("run" + System.nanoTime());
    ResultFiles files =
        ResultFiles.create(out, SampleRun.facts(openLoop), "seed: 42\n", note -> {});
    SampleRun.intervals().forEach(files);
    assertThat(files.finish(SampleRun.result(openLoop), SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS))
        .isEmpty();
    return out;
  }

  private List<Map<String, String>> rows(boolean openLoop) throws IOException {
    String[] lines = Files.readString(write(openLoop).resolve("intervals.csv")).split("\r\n");
    String[] names = lines[0].split(",", -1);
    return Arrays.stream(lines)
        .skip(1)
        .map(
            line -> {
              String[] fields = line.split(",", -1);
              assertThat(fields).hasSameSizeAs(names);
              Map<String, String> row = new HashMap<>();
              for (int i = 0; i < names.length; i++) {
                row.put(names[i], fields[i]);
              }
              return row;
            })
        .toList();
  }
}
