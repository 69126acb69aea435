package dev.tokenstorm.verdict;

import dev.tokenstorm.objective.FigureText;
import dev.tokenstorm.statistics.RobustStatistics;
import dev.tokenstorm.text.Humanize;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Doubts a figure that drifts or jumps within the measured phase. The first part of the phase is
 * left out: it is checked by {@link WarmUp}.
 *
 * <p>A change counts only if it is both too clear to be chance and large enough to matter. In a
 * long run every small change is clear, and in a short run chance looks large.
 */
final class SteadyState {
  private SteadyState() {}

  static Optional<String> doubt(JudgedFigure judged) {
    double[] numbers = judged.course().rest();
    if (numbers.length < DoubtThreshold.STRETCHES.value() || !changes(numbers)) {
      return Optional.empty();
    }
    Trend trend = Trend.of(numbers);
    Jump jump = Jump.of(numbers);
    boolean line =
        !jumps(numbers, jump)
            || (drifts(numbers, trend)
                && misfit(numbers, trend::at) < misfit(numbers, jump::levelAt));
    String change =
        line
            ? "drifted from %s to %s over the measured phase"
                .formatted(shown(judged, trend.start()), shown(judged, trend.end()))
            : "jumped from %s to %s after %s of the measured phase"
                .formatted(
                    shown(judged, jump.before()),
                    shown(judged, jump.after()),
                    Humanize.seconds(
                        judged.course().end(judged.course().first().length + jump.at() - 1)));
    return Optional.of(
        "There was no steady state: %s %s; find out what changes, lower the load, or let it settle"
                .formatted(judged.courseName(), change)
            + " with --warmup.");
  }

  /** Returns whether the numbers change, along a line or between two levels. */
  static boolean changes(double[] numbers) {
    return drifts(numbers, Trend.of(numbers)) || jumps(numbers, Jump.of(numbers));
  }

  private static boolean drifts(double[] numbers, Trend trend) {
    return Math.abs(trend.z()) > DoubtThreshold.TREND_Z.value()
        && matters(numbers, trend.end() - trend.start());
  }

  private static boolean jumps(double[] numbers, Jump jump) {
    return jump.f() > DoubtThreshold.JUMP_F.value()
        && matters(numbers, jump.after() - jump.before());
  }

  /**
   * Returns whether a change is large enough to matter. It is compared with the median, so that a
   * rise and the fall that undoes it are of one size.
   */
  private static boolean matters(double[] numbers, double change) {
    return Math.abs(change) > DoubtThreshold.CHANGE.value() * RobustStatistics.median(numbers);
  }

  private static String shown(JudgedFigure judged, double value) {
    return FigureText.of(judged.unit(), value);
  }

  private static double misfit(double[] numbers, IntToDoubleFunction fit) {
    double sum = 0;
    for (int i = 0; i < numbers.length; i++) {
      sum += Math.abs(numbers[i] - fit.applyAsDouble(i));
    }
    return sum;
  }
}
