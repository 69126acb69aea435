package dev.tokenstorm.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.objective.Direction;
import dev.tokenstorm.objective.Unit;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class ExportFormatTest {
  private static final ExportedFigure RATE =
      new ExportedFigure("completions.rate", Unit.PER_SECOND, Direction.MORE_IS_BETTER);
  private static final ExportedFigure P99 =
      new ExportedFigure("workflow.p99", Unit.SECONDS, Direction.LESS_IS_BETTER);
  private static final ExportedFigure STARTED =
      new ExportedFigure("workflows.started", Unit.COUNT, Direction.NONE);

  private static ExportedRun run(
      int minute, Map<String, String> labels, Map<String, ExportedValue> values) {
    return new ExportedRun(
        "run-" + minute,
        Instant.parse("2026-11-30T10:00:00Z").plusSeconds(60L * minute),
        new TreeMap<>(labels),
        values);
  }

  private static Map<String, ExportedValue> values(double rate, double p99) {
    return Map.of(
        "completions.rate",
        ExportedValue.of(rate),
        "workflow.p99",
        ExportedValue.of(p99),
        "workflows.started",
        ExportedValue.of(2000));
  }

  private static ExportedSeries series(String name, ExportedRun... runs) {
    return new ExportedSeries(name, "run", List.of(RATE, P99, STARTED), List.of(runs));
  }

  @Test
  void otavaGetsATableInOrderOfTimeAndWhatItsColumnsMean() {
    SortedMap<String, String> files =
        ExportFormat.OTAVA.files(
            List.of(
                series(
                    "main",
                    run(1, Map.of("commit", "1a2b"), values(469.4, 0.0001)),
                    run(2, Map.of("commit", "3c4d"), values(471, 0.2)))));
    assertThat(files).containsOnlyKeys("main.csv", "otava.yaml");
    assertThat(files.get("main.csv"))
        .isEqualTo(
            """
            time,run,commit,completions.rate,workflow.p99,workflows.started
            2026-11-30T10:01:00Z,run-1,1a2b,469.4,0.0001,2000
            2026-11-30T10:02:00Z,run-2,3c4d,471,0.2,2000
            """);
    assertThat(yaml(requireNonNull(files.get("otava.yaml"))))
        .isEqualTo(
            Map.of(
                "tests",
                Map.of(
                    "main",
                    Map.of(
                        "type",
                        "csv",
                        "file",
                        "main.csv",
                        "time_column",
                        "time",
                        "attributes",
                        List.of("run", "commit"),
                        "metrics",
                        Map.of(
                            "completions.rate",
                            Map.of("column", "completions.rate", "direction", 1),
                            "workflow.p99",
                            Map.of("column", "workflow.p99", "direction", -1),
                            "workflows.started",
                            Map.of("column", "workflows.started")),
                        "csv_options",
                        Map.of("delimiter", ",", "quote_char", "\"")))));
  }

  /** An empty cell is an error there, and no figure may be lost. */
  @Test
  void aFigureThatSomeRunsLackGetsAFileOfItsOwn() {
    Map<String, ExportedValue> partial = Map.of("workflow.p99", ExportedValue.of(0.3));
    SortedMap<String, String> files =
        ExportFormat.OTAVA.files(
            List.of(series("main", run(1, Map.of(), values(469, 0.2)), run(2, Map.of(), partial))));
    assertThat(files)
        .containsOnlyKeys(
            "main.csv", "main-completions-rate.csv", "main-workflows-started.csv", "otava.yaml");
    assertThat(files.get("main.csv"))
        .isEqualTo(
            """
            time,run,workflow.p99
            2026-11-30T10:01:00Z,run-1,0.2
            2026-11-30T10:02:00Z,run-2,0.3
            """);
    assertThat(files.get("main-completions-rate.csv"))
        .isEqualTo(
            """
            time,run,completions.rate
            2026-11-30T10:01:00Z,run-1,469
            """);
  }

  @Test
  void labelsThatMeanSomethingElseToOtavaAreRenamedAndMissingOnesFilled() {
    SortedMap<String, String> files =
        ExportFormat.OTAVA.files(
            List.of(
                series(
                    "main",
                    run(1, Map.of("branch", "a, \"b\"", "time", "x"), values(1, 1)),
                    run(2, Map.of(), values(1, 1)))));
    String csv = requireNonNull(files.get("main.csv"));
    assertThat(csv.lines())
        .startsWith(
            "time,run,label branch,label time,completions.rate,workflow.p99,workflows.started",
            "2026-11-30T10:01:00Z,run-1,\"a, \"\"b\"\"\",x,1,1,2000",
            "2026-11-30T10:02:00Z,run-2,-,-,1,1,2000");
  }

  @Test
  void seriesWhoseNamesLookAlikeInAFolderGetFilesOfTheirOwn() {
    SortedMap<String, String> files =
        ExportFormat.OTAVA.files(
            List.of(
                series("a/b", run(1, Map.of(), values(1, 1))),
                series("A b", run(2, Map.of(), values(1, 1))),
                series("..", run(3, Map.of(), values(1, 1)))));
    assertThat(files).containsOnlyKeys("a-b.csv", "A-b-2.csv", "series.csv", "otava.yaml");
    // Otava calls a name that two tests have a duplicate.
    assertThat(files.get("otava.yaml"))
        .containsOnlyOnce("\n      completions.rate:\n")
        .containsOnlyOnce("'A b: completions.rate':")
        .containsOnlyOnce("'..: completions.rate':");
  }

  @Test
  void benchstatGetsALineForEachRunAndItsLabelsBefore() {
    String lines =
        ExportFormat.BENCHSTAT
            .files(
                List.of(
                    series(
                        "release-8",
                        run(1, Map.of("commit", "1a2b"), values(469.4, 0.2)),
                        run(2, Map.of("commit", "1a2b"), values(471, 0.21)),
                        run(3, Map.of("commit", "3c4d", "Host", "ci 2"), values(400, 0.3)),
                        run(4, Map.of("commit", "3c4d"), values(401, 0.3)))))
            .get("benchstat.txt");
    assertThat(lines)
        .isEqualTo(
            """
            Unit completions.rate/s better=higher
            Unit workflow.p99-sec better=lower
            commit: 1a2b
            BenchmarkTokenstorm/series=release-8/kind=run 1 469.4 completions.rate/s 0.2 workflow.p99-sec 2000 workflows.started
            BenchmarkTokenstorm/series=release-8/kind=run 1 471 completions.rate/s 0.21 workflow.p99-sec 2000 workflows.started
            commit: 3c4d
            host: ci 2
            BenchmarkTokenstorm/series=release-8/kind=run 1 400 completions.rate/s 0.3 workflow.p99-sec 2000 workflows.started
            host:
            BenchmarkTokenstorm/series=release-8/kind=run 1 401 completions.rate/s 0.3 workflow.p99-sec 2000 workflows.started
            """);
  }

  @Test
  void bencherGetsTheNewestRunWithIntervalsWhereThereAreAny() throws IOException {
    ExportedFigure capacity =
        new ExportedFigure("capacity.rate", Unit.PER_SECOND, Direction.MORE_IS_BETTER);
    ExportedValue answer =
        new ExportedValue(24.9, OptionalDouble.of(24.6), OptionalDouble.of(25.4));
    ExportedSeries search =
        new ExportedSeries(
            "big",
            "capacity",
            List.of(capacity),
            List.of(run(1, Map.of(), Map.of("capacity.rate", answer))));
    JsonNode document =
        json(
            requireNonNull(
                ExportFormat.BENCHER
                    .files(
                        List.of(
                            series(
                                "main",
                                run(1, Map.of(), values(1, 1)),
                                run(2, Map.of(), values(469.4, 0.2))),
                            search))
                    .get("bencher.json")));
    assertThat(document)
        .isEqualTo(
            json(
                """
                {
                  "main": {
                    "completions-rate-per-second": {"value": 469.4},
                    "workflow-p99-seconds": {"value": 0.2},
                    "workflows-started": {"value": 2000.0}
                  },
                  "big": {
                    "capacity-rate-per-second":
                      {"value": 24.9, "lower_value": 24.6, "upper_value": 25.4}
                  }
                }
                """));
  }

  @Test
  void theActionGetsAFileForEachDirectionThatHasAFigure() throws IOException {
    ExportedSeries series = series("main", run(2, Map.of("commit", "1a2b"), values(469.4, 0.2)));
    SortedMap<String, String> files = ExportFormat.GITHUB_ACTION_BENCHMARK.files(List.of(series));
    assertThat(files).containsOnlyKeys("bigger-is-better.json", "smaller-is-better.json");
    assertThat(json(requireNonNull(files.get("bigger-is-better.json"))))
        .isEqualTo(
            json(
                """
                [{"name": "main: completions.rate", "unit": "1/s", "value": 469.4,
                  "extra": "run: run-2\\ncommit: 1a2b"}]
                """));
    assertThat(
            json(requireNonNull(files.get("smaller-is-better.json"))).get(0).get("name").asText())
        .isEqualTo("main: workflow.p99");
    assertThat(
            ExportFormat.GITHUB_ACTION_BENCHMARK.files(
                List.of(new ExportedSeries("main", "run", List.of(RATE), series.runs()))))
        .containsOnlyKeys("bigger-is-better.json");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }
}
