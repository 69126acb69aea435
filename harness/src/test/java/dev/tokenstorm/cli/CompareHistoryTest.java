package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.settings.HistoryLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code compare --history} adds a row for each run that counts. Of the comparisons here only the
 * last block is run; the blocks before are made up.
 */
@Timeout(300)
final class CompareHistoryTest {
  private static final int BLOCKS = 6;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** A comparison that was cut short before the last of its blocks. */
  private Path begun() throws IOException {
    List<String> runs = new ArrayList<>();
    for (int block = 1; block < BLOCKS; block++) {
      for (String side : List.of("old", "new")) {
        runs.add(
            """
            {"number": %d, "role": "block", "block": %d, "side": "%s", "folder": "runs/%s",
             "seconds": 0.5, "beyond_seconds": 0, "ending": "finished", "verdict": "passed",
             "faults": [], "doubts": [], "outside": {"stop_seconds": 0},
             "figures": {"completions.rate": %d}}
            """
                .formatted(runs.size() + 1, block, side, side + block, 100 + block));
      }
    }
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(
        out.resolve("compare.json"),
        """
        {"schema": "tokenstorm.compare/v1", "compare_id": "20261122-193015-4f2a", "seed": 7,
         "started_at": "2026-11-22T19:30:15Z", "ending": "interrupted",
         "lengths": {"warmup_seconds": 0, "measured_seconds": 1}, "schedule": {"blocks": %d},
         "settings": {
           "side": ["old=--worker sdk --label kind=usual", "new=--worker wire --series lean"],
           "target": ["null"], "in-flight": ["5"], "workflows": ["10"]},
         "runs": [%s]}
        """
            .formatted(BLOCKS, String.join(",", runs)));
    return out;
  }

  @Test
  void eachRunThatCountsIsARowOfItsSidesSeries() throws Exception {
    Path out = begun();
    Path file = folder.resolve("runs.db");
    Shell shell = new Shell();

    var unused =
        shell.run(
            "compare",
            "--resume",
            out.toString(),
            "--budget",
            "1h",
            "--json",
            "--no-metrics",
            "--history",
            file.toString(),
            "--label",
            "commit=1a2b3c");

    assertThat(shell.err()).doesNotContain("--history");
    List<JsonNode> counting =
        StreamSupport.stream(ProgramRun.json(shell.out()).at("/runs").spliterator(), false)
            .filter(run -> run.at("/block").asInt() == BLOCKS)
            .toList();
    try (HistoryStore store = HistoryStore.open(new HistoryLocation.File(file), Map.of())) {
      List<HistoryRow> rows =
          store.series().stream()
              .flatMap(series -> store.rows(series.name()).stream())
              .sorted(Comparator.comparing(row -> row.origin().startedAt()))
              .toList();
      assertThat(counting).hasSize(2);
      assertThat(rows).as("the runs that warm the sides are none").hasSameSizeAs(counting);
      for (int i = 0; i < rows.size(); i++) {
        JsonNode run = counting.get(i);
        HistoryRow row = rows.get(i);
        boolean old = run.at("/side").asText().equals("old");
        assertThat(row.labels())
            .isEqualTo(
                old
                    ? Map.of("commit", "1a2b3c", "side", "old", "kind", "usual")
                    : Map.of("commit", "1a2b3c", "side", "new"));
        assertThat(row.series().name().equals("lean")).isEqualTo(!old);
        assertThat(row.origin().folder())
            .hasValue(out.toAbsolutePath().resolve(run.at("/folder").asText()).toString());
        assertThat(row.figure("completions.rate").orElseThrow())
            .isEqualTo(run.at("/figures/completions.rate").asDouble());
        assertThat(row.usable()).isTrue();
      }
    }
    assertThat(Files.readString(out.resolve("compare.json"))).doesNotContain("runs.db");
  }

  /** A comparison without a history, of which each side has one block. */
  private Path made(String old, String other) throws Exception {
    Path out = Files.createDirectories(folder.resolve("later"));
    List<String> runs = new ArrayList<>();
    for (String side : List.of("warm-up", "old", "new")) {
      ProgramRun.of(
              out.resolve("runs").resolve(side),
              "--target null --worker wire --workflows 5 --in-flight 5")
          .passed();
      runs.add(
          """
          {"number": %d, "role": "%s", "block": %d, "side": "%s", "folder": "runs/%s",
           "ending": "finished", "verdict": "passed", "figures": {}}
          """
              .formatted(
                  runs.size() + 1,
                  side.equals("warm-up") ? "warm-up" : "block",
                  side.equals("warm-up") ? 0 : 1,
                  side.equals("warm-up") ? "old" : side,
                  side));
    }
    Files.writeString(
        out.resolve("compare.json"),
        """
        {"schema": "tokenstorm.compare/v1", "compare_id": "20261122-193015-4f2a", "seed": 7,
         "started_at": "2026-11-22T19:30:15Z", "ending": "all-run",
         "lengths": {"warmup_seconds": 0, "measured_seconds": 1},
         "settings": {
           "side": ["old=%s", "new=%s"],
           "target": ["null"], "worker": ["wire"], "in-flight": ["5"], "workflows": ["5"]},
         "runs": [%s]}
        """
            .formatted(old, other, String.join(",", runs)));
    return out;
  }

  private Shell added(int exitCode, Path out, String... more) {
    List<String> words = new ArrayList<>(List.of("history", "add", out.toString(), "--history"));
    words.add(folder.resolve("runs.db").toString());
    words.addAll(Arrays.asList(more));
    Shell shell = new Shell();
    assertThat(shell.run(words.toArray(String[]::new))).as(shell.err()).isEqualTo(exitCode);
    return shell;
  }

  /**
   * Runs that were made without a history are added later, and each once. Two sides that are the
   * same may share a series; a side keeps what its flags say of its rows.
   */
  @Test
  void aComparisonIsAddedLaterWithoutTheRunsThatWarmedIt() throws Exception {
    Path out = made("--label kind=usual --in-flight 5", "");
    for (String how : List.of(" added to series ", " was already in series ")) {
      assertThat(added(ExitCode.PASSED, out, "--label", "commit=1a2b3c").out().lines())
          .hasSize(2)
          .allMatch(line -> line.contains(how));
    }
    HistoryLocation location = new HistoryLocation.File(folder.resolve("runs.db"));
    try (HistoryStore store = HistoryStore.open(location, Map.of())) {
      assertThat(store.rows(store.series().get(0).name()))
          .extracting(row -> row.labels().toString())
          .containsExactly("{commit=1a2b3c, kind=usual, side=old}", "{commit=1a2b3c, side=new}");
    }
    assertThat(added(ExitCode.USAGE, out, "--series", "x").err())
        .contains("--series would make one series of the sides of ");
  }

  @Test
  void sidesThatDifferAreNotAddedLaterAsOneSeries() throws Exception {
    Path out = made("", "--target null:latency=9ms");
    assertThat(added(ExitCode.USAGE, out).err())
        .contains("--history cannot tell sides old and new apart")
        .contains("add the runs of each side by themselves, as " + out.resolve("runs"))
        .hasLineCount(1);
    assertThat(folder.resolve("runs.db")).doesNotExist();
  }

  /** What was measured stays, and each run says which command adds it later. */
  @Test
  void aHistoryThatCannotBeReachedCostsNoRun() throws Exception {
    Path out = begun();
    Shell shell = new Shell();
    var unused =
        shell.run(
            "compare",
            "--resume",
            out.toString(),
            "--budget",
            "1h",
            "--no-metrics",
            "--label",
            "why=it's new",
            "--target-label",
            "cluster",
            "--history",
            "jdbc:postgresql://127.0.0.1:1/nowhere");
    assertThat(shell.err().lines().filter(line -> line.contains("--history: the database")))
        .hasSize(2)
        .allMatch(line -> line.contains("Add it later: tokenstorm history add " + out))
        .anyMatch(
            line ->
                line.endsWith(
                    " --history URL --label kind=usual --label side=old --label 'why=it'\\''s new'"
                        + " --target-label cluster"))
        .anyMatch(
            line ->
                line.endsWith(
                    " --history URL --label side=new --label 'why=it'\\''s new'"
                        + " --target-label cluster --series lean"));
    assertThat(shell.err() + shell.out()).doesNotContain("jdbc:", "nowhere");
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("jdbc:", "nowhere");
      }
    }
  }
}
