package dev.tokenstorm.verdict;

import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.verdict.JudgedFigure.Timed;
import java.util.Optional;

/** Doubts a percentile that an objective asks for when too few values lie beyond it. */
final class EnoughSamples {
  private EnoughSamples() {}

  static Optional<String> doubt(JudgedFigure judged) {
    return judged
        .timed()
        .filter(timed -> judged.asked() && timed.summary().count() < needed(timed))
        .map(
            timed ->
                "There are too few samples for %s: %s, and it takes %s for %s to lie beyond it;"
                        .formatted(
                            judged.name(),
                            Humanize.count(timed.summary().count()),
                            Humanize.count(needed(timed)),
                            DoubtThreshold.BEYOND.text())
                    + " lengthen the run, or ask for a lower percentile.");
  }

  /**
   * Returns how many values the percentile needs in all; 0 for a statistic that is no percentile.
   */
  private static long needed(Timed timed) {
    double beyond = 1 - timed.statistic().quantile().orElse(Double.NEGATIVE_INFINITY);
    return Math.round(DoubtThreshold.BEYOND.value() / beyond);
  }
}
