package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.history.HistoryRows;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.settings.HistoryLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenstorm history export}, as a user calls it. */
final class HistoryExportTest {
  private static final Instant FIRST = Instant.parse("2026-11-30T10:00:00Z");

  @TempDir Path folder = Path.of("");

  private Path file = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void aHistoryOfTwoSeries() {
    file = folder.resolve("runs.db");
    out = folder.resolve("out");
    try (HistoryStore store = HistoryStore.open(new HistoryLocation.File(file), Map.of())) {
      for (int run = 0; run < 6; run++) {
        HistoryRows row =
            HistoryRows.run("nightly", FIRST.plusSeconds(run))
                .with("completions.rate", 470 + run)
                .with("workflow.p99", 0.2)
                .with("workflows.started", 2000)
                .labelled("commit", "c" + run);
        add(store, run == 3 ? row.went("finished", "failed") : row);
      }
      add(store, HistoryRows.run("weekly", FIRST).with("completions.rate", 1));
    }
  }

  private static void add(HistoryStore store, HistoryRows row) {
    assertThat(store.append(row.row(), HistoryRows.content())).isTrue();
  }

  private Shell export(int exitCode, String format, String... words) {
    List<String> all =
        new ArrayList<>(List.of("history", "export", "--history", file.toString(), "--format"));
    all.addAll(List.of(format, "--out", out.toString()));
    all.addAll(Arrays.asList(words));
    Shell shell = new Shell();
    assertThat(shell.run(all.toArray(String[]::new))).as(shell.err()).isEqualTo(exitCode);
    return shell;
  }

  private String text(String name) throws IOException {
    return Files.readString(out.resolve(name));
  }

  @Test
  void eachSeriesIsWrittenWithoutItsFailedRuns() throws IOException {
    assertThat(export(ExitCode.PASSED, "otava").out().lines())
        .containsExactly(
            out.resolve("nightly.csv").toString(),
            out.resolve("otava.yaml").toString(),
            out.resolve("weekly.csv").toString());
    assertThat(text("nightly.csv").lines())
        .hasSize(6)
        .startsWith("time,run,commit,completions.rate,workflow.p99")
        .noneMatch(line -> line.contains(",c3,"));
  }

  @Test
  void oneSeriesAndOtherFiguresCanBeNamed() throws IOException {
    var unused =
        export(ExitCode.PASSED, "benchstat", "--series", "nightly", "--figure", "workflow.p99");
    assertThat(text("benchstat.txt"))
        .contains("/series=nightly/")
        .doesNotContain("completions")
        .doesNotContain("weekly");
  }

  @Test
  void toolsThatKeepTheirOwnHistoryGetTheNewestRun() throws IOException {
    var unused = export(ExitCode.PASSED, "bencher");
    JsonNode bencher = ProgramRun.json(text("bencher.json"));
    assertThat(bencher.at("/nightly/completions-rate-per-second/value").asDouble()).isEqualTo(475);
    unused = export(ExitCode.PASSED, "github-action-benchmark");
    assertThat(ProgramRun.json(text("bigger-is-better.json"))).hasSize(2);
    assertThat(ProgramRun.json(text("smaller-is-better.json"))).hasSize(1);
  }

  @Test
  void noFileIsReplaced() throws IOException {
    var unused = export(ExitCode.PASSED, "otava");
    String before = text("otava.yaml");
    assertThat(export(ExitCode.USAGE, "otava", "--series", "weekly").err())
        .contains("--out", "is there, and no file is replaced");
    assertThat(text("otava.yaml")).isEqualTo(before);
  }

  @Test
  void whatCannotBeExportedIsRefusedWithTheWayOut() {
    assertThat(export(ExitCode.USAGE, "csv").err())
        .contains("--format must be one of otava, benchstat, bencher, github-action-benchmark");
    assertThat(export(ExitCode.USAGE, "otava", "--series", "daily").err()).contains("daily");
    assertThat(
            export(
                    ExitCode.USAGE,
                    "github-action-benchmark",
                    "--series",
                    "nightly",
                    "--figure",
                    "workflows.started")
                .err())
        .contains("--figure");
  }

  /** Another tool would take it for what the target can do. */
  @Test
  void whatTheHarnessBoundIsNotExported() throws IOException {
    try (HistoryStore store = HistoryStore.open(new HistoryLocation.File(file), Map.of())) {
      add(
          store,
          HistoryRows.run("nightly", FIRST.plusSeconds(6))
              .withAtLeast("completions.rate", 777, "completers")
              .with("workflow.p99", 0.3));
    }
    var unused = export(ExitCode.PASSED, "benchstat");
    assertThat(text("benchstat.txt")).contains("475").doesNotContain("777");
  }
}
