package dev.tokenstorm.objective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTableTest {

  /** A name in a file or a scrape carries its unit; a count has none to carry. */
  @Test
  void placesColumnsAndMetricsCarryTheUnitOfTheirFigure() {
    for (Figure figure : FigureTable.all()) {
      if (figure.place() instanceof Figure.Value value && !figure.name().startsWith("hiccup.")) {
        assertThat(unit(value.pointer())).as(figure.name()).isEqualTo(figure.unit());
      }
      figure
          .column()
          .ifPresent(column -> assertThat(unit(column)).as(column).isEqualTo(figure.unit()));
      if (figure.unit() == Unit.SECONDS) {
        figure.metric().ifPresent(metric -> assertThat(metric).contains("_seconds"));
      }
    }
  }

  private static Unit unit(String name) {
    if (name.contains("bytes")) {
      return name.endsWith("_per_second") ? Unit.BYTES_PER_SECOND : Unit.BYTES;
    }
    if (name.endsWith("_per_second")) {
      return Unit.PER_SECOND;
    }
    if (name.endsWith("_ratio")) {
      return Unit.RATIO;
    }
    return name.matches(".*[/_]seconds(_per_.*)?") ? Unit.SECONDS : Unit.COUNT;
  }

  /** Wherever a name says by itself which way is better, the table says the same. */
  @Test
  void aFigureWhoseNameTellsWhichWayIsBetterHasThatDirection() {
    for (Figure figure : FigureTable.all()) {
      String word = figure.name().substring(figure.name().lastIndexOf('.') + 1);
      if (word.matches("p[0-9]+|99?|mean|min|max|lost|unknown|dropped|ratio|unread")) {
        assertThat(figure.direction()).as(figure.name()).isEqualTo(Direction.LESS_IS_BETTER);
      }
      if (word.matches("intended|concurrency|in-flight-.*|.*-polls")) {
        assertThat(figure.direction()).as(figure.name()).isEqualTo(Direction.NONE);
      }
      if (word.endsWith("rate")) {
        assertThat(figure.direction()).as(figure.name()).isNotEqualTo(Direction.LESS_IS_BETTER);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "workflows.rate, MORE_IS_BETTER",
    "workflows.closed, MORE_IS_BETTER",
    "completions.rate, MORE_IS_BETTER",
    "completions.count, MORE_IS_BETTER",
    "completion.min, LESS_IS_BETTER",
    "workflow.p50, LESS_IS_BETTER",
    "workflow.p99.99, LESS_IS_BETTER",
    "workflow-corrected.max, LESS_IS_BETTER",
    "hiccup.max, LESS_IS_BETTER",
    "schedule-lag.p99, LESS_IS_BETTER",
    "errors.count, LESS_IS_BETTER",
    "errors.ratio, LESS_IS_BETTER",
    "workflows.dropped, LESS_IS_BETTER",
    "workflows.wrong-ends, LESS_IS_BETTER",
    "tokens.lost, LESS_IS_BETTER",
    "generator.cpu-per-completion, LESS_IS_BETTER",
    "generator.gc-pause-max, LESS_IS_BETTER",
    "findings, LESS_IS_BETTER",
    "rpc.RespondActivityTaskCompleted.RESOURCE_EXHAUSTED, LESS_IS_BETTER",
    "rpc.RespondActivityTaskCompleted.OK, NONE",
    "time, NONE",
    "workflow.count, NONE",
    "workflows.intended, NONE",
    "workflows.failed, NONE",
    "completions.failed-rate, NONE",
    "tokens.pending-max, NONE",
    "completers.concurrency, NONE",
    "generator.allocation-rate, NONE",
    "generator.host-cpu, NONE",
    "calls.count, NONE"
  })
  void theDirectionIsTheOneInWhichARunIsBetter(String name, Direction direction) {
    assertThat(FigureTable.named(name).orElseThrow().direction()).isEqualTo(direction);
  }
}
