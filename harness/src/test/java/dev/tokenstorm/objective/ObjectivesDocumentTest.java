package dev.tokenstorm.objective;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.Statistic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dtokenstorm.docs.write=true} to write the document anew. */
class ObjectivesDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/objectives.md");

  @Test
  void theDocumentNamesEveryFigure() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("tokenstorm.docs.write")) {
      Files.writeString(DOCUMENT, expected, UTF_8);
    }

    assertThat(Files.readString(DOCUMENT, UTF_8)).isEqualTo(expected);
  }

  private static String document() {
    return """
    # Objectives

    ```
    --require '[PHASE:]FIGURE COMPARISON BOUND [abort [after D]]'
    ```

    An objective says what a figure of the result has to be. `--require` may be given more than once. It may
    also be a list `require:` in a plan file, or the variable `TOKENSTORM_REQUIRE`, where commas separate
    objectives. A run that does not meet one fails, and exits with 3. Where the figure may be the harness's own,
    the run is untrustworthy, which exits with 4: [methodology.md](methodology.md) tells when.

    ```sh
    tokenstorm run --require 'completion.p99 < 50ms' --require 'workflows.rate >= 200/s' \\
                   --require 'tokens.lost == 0' --require 'drain:completions.rate > 5k/s'
    ```

    Comparisons are `<`, `<=`, `>`, `>=`, `==` and `!=`; blanks around them may be left out.

    **A figure that does not exist does not meet its objective**, whichever way it compares. Examples are
    percentiles of a latency that nobody recorded, a ratio of no calls, and a phase that did not take place. If
    it is certain beforehand that there will be none, the objective is refused before the run.

    ## Phases

    | before the name | the figure is |
    |---|---|
    | nothing | of the measured phase if it is a rate of workflows or completions, else of `run` |
    | `run:` | of the measured phase and the drain, without the warm-up |
    | `warmup:`, `measure:`, `drain:` | of the phase: workflows that close in it, and latencies that are recorded in it. Those of workflows of the warm-up count in `warmup:` |
    | `ledger:` | of everything, the warm-up included; for `workflows.` and `tokens.` states only |
    | `fault1:`, `fault2:` | of the window of a fault, which is numbered as faults begin; for what [recovery.md](recovery.md) lists |

    Rates are those of the measured phase because the drain lasts as long as its slowest workflow. An open loop
    closes workflows no faster than it starts them, and some of them only in the drain. So at `--rate 200/s` ask
    for `workflows.rate >= 195/s`, not for 200.

    ## Stopping early

    With `abort` the objective is looked at once per second, by all that was measured until then. A run that
    does not meet it starts nothing more, drains, keeps all its results and fails. `abort after 10s` first looks
    when its phase has lasted so long. Without it, a rate that has yet to rise stops the run at its first
    second. A figure that does not exist yet stops no run, and nothing stops one in its drain. What a fault costs is known
    at the end, so it stops nothing either.

    ## Units

    | unit | a bound is |
    |---|---|
    %s
    They are written as in every other flag, and as summaries print them: `1m30s`, `2m 05s`, `250µs`, `12,345/s`,
    `3.20 GB`. `MB` is 1,000,000 bytes and `MiB` 1,048,576. A bound of memory needs its unit, and so does a duration.

    ## Figures

    Names are those of `result.json`, with hyphens, and without the unit that the bound has. An objective reads
    the figure where the file holds it.

    <!-- The tables are written by ObjectivesDocumentTest. -->

    | figure | in `result.json` | unit | better |
    |---|---|---|---|
    %s
    `STAT` is one of %s; `count` is a count, of which neither more nor less is better.

    *Better* says whether more or less of a figure is better between two runs of one plan. A figure that has
    `none` follows from the plan or the run's length, or may be good either way.

    Those in `faults[i]` are of a fault alone, and need its prefix: `fault1:recovery`. The window of a fault also has `time`,
    `workflows.closed`, `workflows.rate`, `completions.count`, `completions.rate`, `calls.count`, `errors.count`,
    `errors.ratio`, `tokens.superseded`, `tokens.timed-out` and `tokens.unissued`.

    `workflow` is what a user of the loop waits for. In an open loop that is `workflow-corrected`, from the
    intended start. In a closed one it counts from the start, as there is no other.

    A run of `--workload standalone` starts activities in place of workflows. Its figures stand where a greeting's do, and
    have second names that fit: `executions.` is the same as `workflows.`, and `execution.STAT` as `workflow.STAT`. So are
    `execution-start`, `execution-raw`, `execution-corrected`, `audit.executions` and `generator.cpu-per-execution`. Either
    name is taken for either workload. A standalone activity has no workflow task, and nothing that resumes.
    `result-seen.STAT` is of clients that wait for results, as many as `--await-results` says.

    `METHOD` is a method of Temporal's workflow service, such as `StartWorkflowExecution`. After `audit/` it is
    one of the harness's own questions, and after `result/` a call of a client that waits for a result. `CODE`
    is a gRPC status code, such as `RESOURCE_EXHAUSTED`. Of calls that end with `OK`, neither more nor less is
    better.

    ## The same figures elsewhere

    Reports call a figure by its label. `intervals.csv` has it for each interval by itself. A scrape of the
    [metrics](metrics.md) has what it comes from, since the run's start and with the warm-up. There a rate is
    PromQL's `rate()`.

    | figure | label in reports | in `intervals.csv` | in a scrape |
    |---|---|---|---|
    %s"""
        .formatted(units(), figures(), statistics(), elsewhere());
  }

  private static String units() {
    return Arrays.stream(Unit.values())
        .map(unit -> "| %s | %s |%n".formatted(name(unit), unit.example()))
        .collect(Collectors.joining());
  }

  private static String figures() {
    Set<String> rows = new LinkedHashSet<>();
    for (Figure figure : FigureTable.all()) {
      RunPart first = figure.parts().get(0);
      boolean ofLedger = first.equals(RunPart.LEDGER);
      boolean ofFault = first.faultNumber().isPresent();
      String root = ofLedger ? "ledger" : ofFault ? "faults[i]" : "figures.PHASE";
      if (figure.place() instanceof Figure.Timing timing) {
        String pointers =
            timing.closedLoop() == timing.openLoop()
                ? code(root + ".latency_seconds." + timing.closedLoop().key() + ".STAT")
                : "`workflow_corrected` in an open loop, `workflow` in a closed one";
        rows.add(row(family(figure), pointers, "seconds", Direction.LESS_IS_BETTER));
      } else if (figure.place() instanceof Figure.Value value) {
        String pointer = root + value.pointer().replace('/', '.');
        boolean statistic = figure.name().startsWith("hiccup.");
        rows.add(
            statistic
                ? row(
                    family(figure),
                    code(root + ".generator.hiccup_seconds.STAT"),
                    "seconds",
                    Direction.LESS_IS_BETTER)
                : row(figure.name(), code(pointer), name(figure.unit()), figure.direction()));
      }
    }
    rows.add(
        row(
            "rpc.METHOD.CODE",
            "`rpc`, summed over causes and scopes",
            "count",
            Direction.LESS_IS_BETTER));
    return String.join("", rows);
  }

  /** Returns a row for each figure, and one for all statistics of a latency. */
  private static String elsewhere() {
    Map<String, List<Figure>> rows = new LinkedHashMap<>();
    for (Figure figure : FigureTable.all()) {
      boolean statistic =
          figure.place() instanceof Figure.Timing || figure.name().startsWith("hiccup.");
      rows.computeIfAbsent(statistic ? family(figure) : figure.name(), unused -> new ArrayList<>())
          .add(figure);
    }
    return rows.entrySet().stream()
        .map(
            row ->
                "| `%s` | %s | %s | %s |%n"
                    .formatted(
                        row.getKey(),
                        row.getValue().get(0).label().replace(", count", ", STAT"),
                        codes(row.getValue(), Figure::column),
                        codes(row.getValue(), Figure::metric).replace("|", "\\|")))
        .collect(Collectors.joining());
  }

  private static String codes(List<Figure> figures, Function<Figure, Optional<String>> name) {
    return figures.stream()
        .map(name)
        .flatMap(Optional::stream)
        .distinct()
        .map(ObjectivesDocumentTest::code)
        .collect(Collectors.joining(", "));
  }

  private static String family(Figure figure) {
    return figure.name().substring(0, figure.name().indexOf('.')) + ".STAT";
  }

  private static String row(String name, String place, String unit, Direction direction) {
    return "| `%s` | %s | %s | %s |%n".formatted(name, place, unit, direction.key());
  }

  private static String name(Unit unit) {
    return unit.key().replace('_', ' ');
  }

  private static String statistics() {
    return Arrays.stream(Statistic.values())
        .map(statistic -> code(statistic.key()))
        .collect(Collectors.joining(", "));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
