package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of runs that wrote no result, as a killed process leaves them. */
final class UnfinishedRunTest {
  private static final String PLAN = "# The plan of run sample.\ntarget: embedded\n";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final List<Interval> intervals = new ArrayList<>();

  /** A run of so many seconds, two of them warm-up, that ends without a result. */
  private Path killed(int seconds, boolean openLoop, String... flags) {
    Path run = folder.resolve("run");
    try (ResultFiles files =
        ResultFiles.create(run, SampleRun.facts(openLoop, flags), PLAN, note -> {})) {
      for (int second = 0; second < seconds; second++) {
        Interval interval = StoredRun.interval(second, second < 2 ? Phase.WARMUP : Phase.MEASURE);
        intervals.add(interval);
        files.accept(interval);
      }
    }
    return run;
  }

  /** What the run would have found out if it had ended then, with all open that was open. */
  private RunResult expected(int seconds, boolean openLoop) {
    RunRecorder recorder = new RunRecorder(SampleRun.facts(openLoop));
    intervals.subList(0, seconds).forEach(recorder);
    Interval last = intervals.get(seconds - 1);
    LedgerCounts open =
        new LedgerCounts(
            0,
            0,
            0,
            0,
            0,
            Map.of(ExecutionState.OPEN_AT_END, last.gauges().inFlight()),
            0,
            Map.of(TokenState.PENDING, last.gauges().pendingTokens()),
            0,
            0,
            0,
            0,
            0,
            0,
            0);
    LedgerReport ledger =
        new LedgerReport(Counts.sum(last.counts(), open), List.of(), List.of(), 0);
    return recorder.finish(Ending.finished(), ledger, last.rpc(), CutPolls.NONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allThatWasMeasuredIsInTheResult(boolean openLoop) {
    JsonNode left = RunFolder.open(killed(25, openLoop)).result();

    RunResult whole = expected(25, openLoop);
    JsonNode asWritten = RunResultJson.tree(whole, SampleRun.JUDGEMENT, List.of());
    for (String part : List.of("schema", "run_id", "started_at", "target", "host", "software")) {
      assertThat(text(left.path(part))).as(part).isEqualTo(text(asWritten.path(part)));
    }
    for (String part : List.of("plan", "load_model", "latency_basis", "figures", "rpc")) {
      assertThat(text(left.path(part))).as(part).isEqualTo(text(asWritten.path(part)));
    }
    for (String part : List.of("workflows", "tokens", "audit")) {
      assertThat(left.path("ledger").path(part)).isEqualTo(asWritten.path("ledger").path(part));
    }
    assertThat(left.at("/figures/measure/seconds").asDouble()).isEqualTo(23);
  }

  @Test
  void theRunFailedAndNobodyKnowsWhatBecameOfWhatWasOpen() {
    JsonNode left = RunFolder.open(killed(25, true)).result();

    assertThat(DocumentSchema.RUN.violations(left)).isEmpty();
    assertThat(left.at("/ending/how").asText()).isEqualTo("killed");
    assertThat(left.at("/ending/sentence").asText())
        .isEqualTo(
            "The run was killed, or could not write its end; what it kept ends 25.0 s after its"
                + " start.");
    assertThat(left.at("/verdict/outcome").asText()).isEqualTo("failed");
    String open =
        "The ledger was not closed: what became of the 100 executions and 174 tokens that were open"
            + " is not known.";
    assertThat(left.at("/verdict/reasons"))
        .map(JsonNode::asText)
        .containsExactly(left.at("/ending/sentence").asText(), open);
    assertThat(left.at("/ledger/balanced").asBoolean(true)).isFalse();
    assertThat(left.at("/ledger/imbalances")).map(JsonNode::asText).containsExactly(open);
    assertThat(left.at("/ledger/workflows/open_at_end").asLong()).isEqualTo(100);
    assertThat(left.at("/ledger/tokens/pending").asLong()).isEqualTo(174);
    assertThat(left.at("/verdict/notes/1").asText())
        .startsWith("tokenstorm clean " + left.path("run_id").asText());
    assertThat(left.at("/verdict/notes/2").asText())
        .startsWith("tokenstorm run --take-up " + folder.resolve("run"));
    assertThat(left.at("/verdict/objectives")).isEmpty();
  }

  @Test
  void theSameRunAsAFileIsTheSameResult() throws IOException {
    Path run = killed(4, false);
    RunFolder left = RunFolder.open(run);
    assertThat(left.unfinished()).isTrue();
    left.keepResult();

    RunFolder kept = RunFolder.open(run);
    assertThat(kept.unfinished()).isFalse();
    assertThat(text(kept.result())).isEqualTo(text(left.result()));
    kept.keepResult();
    assertThat(Files.readString(run.resolve("result.json"))).isEqualTo(text(left.result()));
  }

  @Test
  void aRunThatWasKilledBeforeItsFirstIntervalHasAResultWithoutRates() {
    JsonNode left = RunFolder.open(killed(0, true)).result();

    assertThat(DocumentSchema.RUN.violations(left)).isEmpty();
    assertThat(left.at("/ending/sentence").asText())
        .isEqualTo("The run was killed, or could not write its end; it kept no interval.");
    assertThat(left.at("/figures/run/workflows").has("rate_per_second")).isFalse();
  }

  /** A process may die between the files, and within a line of each. */
  @Test
  void aLastLineThatIsNotWholeIsLeftOut() throws IOException {
    Path run = killed(4, true);
    for (String name : List.of("unfinished.jsonl", "intervals.csv", "latency.hlog")) {
      Path file = run.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      int last = lastLine(whole);
      for (int bytes = last; bytes < whole.length; bytes += 1 + (whole.length - last) / 40) {
        Files.write(file, Arrays.copyOf(whole, bytes));
        RunFolder left = RunFolder.open(run);
        List<IntervalSample> samples = new ArrayList<>();
        left.read(samples::add);

        String cut = name + " cut at " + bytes;
        int seconds = name.equals("unfinished.jsonl") ? 3 : 4;
        assertThat(left.result().at("/figures/measure/seconds").asDouble())
            .as(cut)
            .isEqualTo(seconds - 2);
        assertThat(samples).as(cut).hasSize(name.equals("intervals.csv") ? 3 : 4);
        assertThat(
                left.result().at("/figures/run/latency_seconds/workflow_corrected/count").asLong())
            .as(cut)
            .isEqualTo(name.equals("intervals.csv") ? 80 : 40);
      }
      Files.write(file, whole);
    }
  }

  @Test
  void whatPlannedFaultsDidIsNotKnown() {
    assertThat(
            RunFolder.open(killed(3, true, "fault", "2s: cut 1s", "fault", "1s: reset 10%"))
                .result()
                .at("/verdict/notes"))
        .map(JsonNode::asText)
        .contains(
            "Faults were planned: '1s: reset 10%', '2s: cut 1s'. Which of them happened, and what"
                + " they cost, is not known.");
  }

  @Test
  void aRunWithoutFaultsHasNoNoteOfThem() {
    assertThat(RunFolder.open(killed(3, true)).result().at("/verdict/notes"))
        .map(JsonNode::asText)
        .noneMatch(note -> note.contains("Faults"));
  }

  private static int lastLine(byte[] lines) {
    int start = lines.length - 1;
    while (lines[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  @Test
  void aRunThatStillGoesOnIsRefused() {
    Path run = folder.resolve("run");
    try (ResultFiles files = ResultFiles.create(run, SampleRun.facts(false), PLAN, note -> {})) {
      files.accept(StoredRun.interval(0, Phase.MEASURE));
      assertThatThrownBy(() -> RunFolder.open(run))
          .isInstanceOf(UsageException.class)
          .hasMessage(run + " is of a run that still goes on; wait for its end, or interrupt it.");
    }
    assertThat(RunFolder.open(run).unfinished()).isTrue();
  }

  @Test
  void whatSaysNotWhichRunItIsOfIsToldInASentence() throws IOException {
    Path run = killed(2, true);
    Path file = run.resolve("unfinished.jsonl");
    String whole = Files.readString(file);
    String unknown = "holds an unfinished.jsonl that does not say which run it is of.";
    for (String damaged :
        List.of(
            "",
            "{\"schema\":\"tokenst",
            "\n",
            "null\n",
            "{\"schema\":\"tokenstorm.unfinished/v1\"}\n",
            whole.replace("started_at", "begun_at"),
            whole.replace("unfinished/v1", "unfinished/v9"))) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> RunFolder.open(run))
          .isInstanceOf(UsageException.class)
          .hasMessageEndingWith(unknown);
    }
    Files.writeString(file, whole.replace("load_model", "model"));
    assertThatThrownBy(() -> RunFolder.open(run))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("holds an unfinished.jsonl without load_model; ");
    Files.writeString(file, whole);
    Files.delete(run.resolve("latency.hlog"));
    assertThatThrownBy(() -> RunFolder.open(run))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("holds no latency.hlog");
  }

  /** Damage in the middle costs what follows, whose place nobody knows any more. */
  @Test
  void intervalsAreReadUpToADamagedOne() throws IOException {
    Path run = killed(6, true);
    Path file = run.resolve("unfinished.jsonl");
    String whole = Files.readString(file);
    String fifth = whole.lines().toList().get(5);
    for (String damaged :
        List.of("\0\0\0", "{}", fifth.replace("HIST", "Hist"), fifth.replace("measure", "m"))) {
      Files.writeString(file, whole.replace(fifth, damaged));
      assertThat(RunFolder.open(run).result().at("/figures/measure/seconds").asDouble())
          .as(damaged)
          .isEqualTo(2);
    }
  }

  private static String text(JsonNode node) {
    return DocumentJson.text(node);
  }
}
