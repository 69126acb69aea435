package dev.tokenstorm.verdict;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Statistic;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.objective.RunPart;
import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure that a run is judged by, and that the harness itself may distort: a latency, or a rate
 * of workflows or completions.
 *
 * <p>Other figures are never doubted. Counts, and shares of counts, are right however late the
 * generator is. Figures of the generator describe the generator anyway.
 *
 * @param run the run that the figure is of
 * @param name of the figure in objectives
 * @param asked whether an objective asks for the figure
 * @param timed the latency behind the figure; empty for a rate
 * @param unit of the figure
 * @param courseName name of the figure whose windows are in the course
 * @param course the figure window by window, before any fault; empty outside of the measured phase,
 *     and where the plan changes the load
 */
record JudgedFigure(
    RunResult run,
    String name,
    boolean asked,
    Optional<Timed> timed,
    Unit unit,
    String courseName,
    WindowSeries course) {

  /** Names of the figures that judge a run without objectives. */
  private static final List<String> BY_DEFAULT = List.of("workflow.p99", "workflows.rate");

  private static final Figure.Place WORKFLOWS_RATE = place("workflows.rate");
  private static final Figure.Place COMPLETIONS_RATE = place("completions.rate");

  /**
   * A statistic of a latency, in one part of a run.
   *
   * @param family name of the latency, without its statistic
   * @param statistic of the latency that is judged
   * @param summary all statistics of the latency
   * @param figures all figures of the same part of the run
   */
  record Timed(String family, Statistic statistic, LatencySummary summary, Figures figures) {

    double seconds() {
      return summary.get(statistic).orElse(0);
    }
  }

  /**
   * Returns the figure that an objective asks for; empty if the harness cannot distort it, or if it
   * is missing.
   */
  static List<JudgedFigure> by(Objective objective, RunResult run) {
    return of(objective.figureName(), objective.figure(), objective.part(), true, run).stream()
        .toList();
  }

  /** Returns the figures that judge a run without objectives. */
  static List<JudgedFigure> byDefault(RunResult run) {
    return BY_DEFAULT.stream()
        .map(run.facts().plan().workload()::figure)
        .map(FigureTable::named)
        .flatMap(Optional::stream)
        .flatMap(figure -> of(figure.name(), figure, figure.parts().get(0), false, run).stream())
        .toList();
  }

  private static Optional<JudgedFigure> of(
      String name, Figure figure, RunPart part, boolean asked, RunResult run) {
    Optional<Figures> figures = run.figures(part);
    List<Window> stretches =
        run.facts().plan().steady() && (part.equals(RunPart.RUN) || part.equals(RunPart.MEASURE))
            ? UndisturbedCourse.of(run)
            : List.of();
    if (figures.isPresent() && figure.place() instanceof Figure.Timing timing) {
      Latency latency = timing.latency(run.facts().openLoop());
      LatencySummary summary = figures.get().latencies().get(latency);
      Statistic statistic = timing.statistic();
      if (summary == null
          || summary.count() == 0
          || statistic == Statistic.COUNT
          || latency == Latency.SCHEDULE_LAG) {
        return Optional.empty();
      }
      String family = name.substring(0, name.length() - statistic.key().length() - 1);
      Timed timed = new Timed(family, statistic, summary, figures.get());
      WindowSeries course = WindowSeries.of(stretches, window -> window.mean(latency));
      return Optional.of(
          new JudgedFigure(
              run, name, asked, Optional.of(timed), figure.unit(), family + ".mean", course));
    }
    WindowSeries course = rate(figure, stretches);
    return figure.unit() == Unit.PER_SECOND
        ? Optional.of(
            new JudgedFigure(run, name, asked, Optional.empty(), figure.unit(), name, course))
        : Optional.empty();
  }

  private static WindowSeries rate(Figure figure, List<Window> stretches) {
    if (figure.place().equals(WORKFLOWS_RATE)) {
      return WindowSeries.of(stretches, window -> perSecond(window.workflowsClosed(), window));
    }
    return figure.place().equals(COMPLETIONS_RATE)
        ? WindowSeries.of(stretches, window -> perSecond(window.completions(), window))
        : WindowSeries.NONE;
  }

  private static Figure.Place place(String figure) {
    return FigureTable.named(figure).orElseThrow().place();
  }

  private static OptionalDouble perSecond(long count, Window window) {
    return OptionalDouble.of(count / window.seconds());
  }
}
