package dev.tokenstorm.verdict;

import dev.tokenstorm.objective.FigureText;
import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.statistics.RobustStatistics;
import dev.tokenstorm.text.Humanize;
import java.util.Optional;

/**
 * Doubts a measured phase that began before the run was warm: its first part is far slower than the
 * rest, and slower than nearly every window of the rest.
 */
final class WarmUp {
  private WarmUp() {}

  static Optional<String> doubt(JudgedFigure judged) {
    double[] first = judged.course().first();
    double[] rest = judged.course().rest();
    if (first.length == 0 || !slower(judged.unit(), RobustStatistics.median(first), rest)) {
      return Optional.empty();
    }
    String length = Humanize.seconds(judged.course().end(first.length - 1));
    return Optional.of(
        "The warm-up was not over: in the first %s of the measured phase %s was %s, and %s after it;"
                .formatted(
                    length,
                    judged.courseName(),
                    FigureText.of(judged.unit(), RobustStatistics.median(first)),
                    FigureText.of(judged.unit(), RobustStatistics.median(rest)))
            + " lengthen --warmup by %s at least.".formatted(length));
  }

  private static boolean slower(Unit unit, double first, double[] rest) {
    double factor = DoubtThreshold.FIRST_FACTOR.value();
    double beyond = DoubtThreshold.FIRST_BEYOND.value();
    double median = RobustStatistics.median(rest);
    return unit == Unit.SECONDS
        ? first > factor * median && first > RobustStatistics.quantile(rest, beyond)
        : first < median / factor && first < RobustStatistics.quantile(rest, 1 - beyond);
  }
}
