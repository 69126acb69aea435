package dev.tokenstorm.verdict;

import dev.tokenstorm.plan.Unit;
import dev.tokenstorm.result.Humanize;
import java.util.Optional;

/**
 * Whether the measured phase began while the run was still warming up: its first part is slower
 * than the rest, by far, and than nearly every stretch of the rest.
 */
final class WarmUp {
  private WarmUp() {}

  static Optional<String> doubt(Judged judged) {
    double[] first = judged.course().first();
    double[] rest = judged.course().rest();
    if (first.length == 0 || !slower(judged.unit(), Robust.median(first), rest)) {
      return Optional.empty();
    }
    String length = Humanize.seconds(judged.course().end(first.length - 1));
    return Optional.of(
        "The warm-up was not over: in the first %s of the measured phase %s was %s, and %s after it;"
                .formatted(
                    length,
                    judged.courseName(),
                    Humanize.figure(judged.unit(), Robust.median(first)),
                    Humanize.figure(judged.unit(), Robust.median(rest)))
            + " lengthen --warmup by %s at least.".formatted(length));
  }

  private static boolean slower(Unit unit, double first, double[] rest) {
    double factor = Threshold.FIRST_FACTOR.value();
    double beyond = Threshold.FIRST_BEYOND.value();
    double median = Robust.median(rest);
    return unit == Unit.SECONDS
        ? first > factor * median && first > Robust.quantile(rest, beyond)
        : first < median / factor && first < Robust.quantile(rest, 1 - beyond);
  }
}
