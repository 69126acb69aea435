package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryRows;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.settings.HistoryLocation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tokenstorm gate} on histories in files, as a user calls it. */
final class GateCommandTest {
  private static final Instant FIRST = Instant.parse("2026-11-30T10:00:00Z");

  @TempDir Path folder = Path.of("");

  private Path file = Path.of("");
  private int rows;

  @BeforeEach
  void aNewFile() {
    file = folder.resolve("runs.db");
  }

  private HistoryStore store() {
    return HistoryStore.open(new HistoryLocation.File(file), Map.of());
  }

  private HistoryRows row(String series) {
    return HistoryRows.run(series, FIRST.plusSeconds(60L * rows++));
  }

  /** Adds runs of the series "nightly", a minute apart. */
  private void runs(double... rates) {
    try (HistoryStore store = store()) {
      for (double rate : rates) {
        add(store, row("nightly").with("completions.rate", rate).with("workflow.p99", 1 / rate));
      }
    }
  }

  private static void add(HistoryStore store, HistoryRows row) {
    assertThat(store.append(row.row(), HistoryRows.content())).isTrue();
  }

  private Shell gate(int exitCode, String... words) {
    List<String> all = new ArrayList<>(List.of("gate", "--history", file.toString()));
    all.addAll(Arrays.asList(words));
    Shell shell = new Shell();
    assertThat(shell.run(all.toArray(String[]::new))).as(shell.err()).isEqualTo(exitCode);
    return shell;
  }

  @Test
  void aSlowerRunFailsTheJobAndOneSentenceSaysWhy() {
    runs(470, 471, 472, 469, 470, 471, 400);
    Shell shell = gate(ExitCode.FAILED);
    assertThat(shell.out().lines()).hasSize(1);
    assertThat(shell.out())
        .startsWith("completions.rate got worse: 400/s in run run-")
        .contains("470/s in 6 runs before (−15.0 %), and this is the first such run; to confirm it")
        .contains("tokenstorm run --plan results/run-")
        .contains("--history " + file)
        .contains("--series nightly");
    assertThat(shell.err()).isEmpty();
    runs(401);
    assertThat(gate(ExitCode.FAILED).out()).contains("the second such run in a row");
  }

  @Test
  void aRunLikeTheOthersPasses() {
    runs(470, 471, 472, 469, 470, 471, 468);
    assertThat(gate(ExitCode.PASSED).out())
        .startsWith("completions.rate is no worse: 468/s in run ");
    assertThat(gate(ExitCode.PASSED, "--strict").out()).contains("no worse");
  }

  @Test
  void fewerThanFiveBeforeFailOnlyWhenAskedTo() {
    runs(470, 471, 472, 469, 100);
    assertThat(gate(ExitCode.PASSED).out()).contains("4 runs are comparable", "1 more is missing.");
    assertThat(gate(ExitCode.UNTRUSTWORTHY, "--strict").out()).contains("1 more is missing.");
  }

  @Test
  void anAcceptedRunFailsNoJob() {
    runs(470, 471, 472, 469, 470, 471, 400);
    var unused = gate(ExitCode.FAILED);
    assertThat(
            new Shell()
                .run("history", "accept", "--history", file.toString(), "--series", "nightly"))
        .isZero();
    assertThat(gate(ExitCode.PASSED, "--strict").out()).contains("as was accepted: 400/s");
    runs(399);
    assertThat(gate(ExitCode.PASSED).out()).contains("is no worse: 399/s");
  }

  /** What a failed run measured is compared with nothing. */
  @Test
  void aRunThatFailedIsNeitherJudgedNorCompared() {
    runs(470, 471, 472, 469);
    try (HistoryStore store = store()) {
      add(store, row("nightly").with("completions.rate", 1).went("finished", "failed"));
      assertThat(gate(ExitCode.PASSED).out()).contains("failed or did not come to its end");
      var unused = gate(ExitCode.UNTRUSTWORTHY, "--strict");
    }
    runs(470, 471, 400);
    assertThat(gate(ExitCode.FAILED).out()).contains("in 6 runs before");
  }

  @Test
  void eachFigureThatIsNamedGates() {
    runs(470, 471, 472, 469, 470, 471, 400);
    Shell both = gate(ExitCode.FAILED, "--figure", "workflow.p99", "--figure", "completions.rate");
    assertThat(both.out().lines()).hasSize(2).allMatch(line -> line.contains("got worse"));
    assertThat(gate(ExitCode.PASSED, "--figure", "completion.p99").out())
        .contains("completion.p99 cannot be judged: run run-");
    assertThat(gate(ExitCode.PASSED, "--margin", "20%").out()).contains("no worse");
  }

  @Test
  void programsGetADocument() {
    runs(470, 471, 472, 469, 470, 471, 400);
    JsonNode document = ProgramRun.json(gate(ExitCode.FAILED, "--json").out());
    assertThat(DocumentSchema.GATE.violations(document)).isEmpty();
    assertThat(document.path("outcome").asText()).isEqualTo("regression");
    assertThat(document.at("/figures/0/suspects_in_a_row").asInt()).isEqualTo(1);
  }

  @Test
  void ofSeveralSeriesOneMustBeNamed() {
    runs(470, 471, 472, 469, 470, 471, 400);
    try (HistoryStore store = store()) {
      add(store, row("other").with("completions.rate", 1));
    }
    assertThat(gate(ExitCode.USAGE).err()).contains("--series", "nightly", "other");
    assertThat(gate(ExitCode.USAGE, "--series", "nigthly").err()).contains("nigthly", "nightly");
    var unused = gate(ExitCode.FAILED, "--series", "nightly");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--margin | 0 | --margin must be a share above 0",
        "--margin | 5ms | --margin must be a share above 0",
        "--margin | 200% | at most 100%",
        "--window | 4 | --window must be a number of runs between 5 and 500, not 4.",
        "--window | many | not many.",
        "--figure | workflow.p98 | --figure must say workflow.p99 where it says workflow.p98",
        "--figure | workflows.started | of which more or less is better, which workflows.started",
      })
  void aWrongValueIsRefusedWithTheWayOut(String flag, String value, String expected) {
    runs(470);
    Shell shell = gate(ExitCode.USAGE, flag, value);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).contains(expected);
  }

  @Test
  void aHistoryThatIsNotThereIsRefused() {
    assertThat(gate(ExitCode.USAGE).err()).contains("--history").contains("is not there");
    Shell shell = new Shell();
    assertThat(shell.run("gate")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("--history");
  }

  @Test
  void theGateChangesNoRow() {
    runs(470, 471, 472, 469, 470, 471, 400);
    List<HistoryRow> before = rowsNow();
    var unused = gate(ExitCode.FAILED);
    assertThat(rowsNow()).isEqualTo(before);
  }

  private List<HistoryRow> rowsNow() {
    try (HistoryStore store = store()) {
      return store.rows("nightly");
    }
  }

  /** A rate that the harness bound is neither better nor worse than the target's own. */
  @Test
  void aFigureThatTheHarnessBoundIsNeitherJudgedNorCompared() {
    runs(470, 471, 472, 469, 470);
    try (HistoryStore store = store()) {
      add(store, row("nightly").withAtLeast("completions.rate", 300, "completers"));
    }
    assertThat(gate(ExitCode.PASSED).out())
        .startsWith("completions.rate cannot be judged: it is at least 300/s in run run-")
        .contains("because a limit of the harness (completers) bound it.");
    var unused = gate(ExitCode.UNTRUSTWORTHY, "--strict");
    runs(400);
    assertThat(gate(ExitCode.FAILED).out()).contains("in 5 runs before");
  }
}
