package dev.tokenstorm.verdict;

import dev.tokenstorm.result.Figures;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.verdict.JudgedFigure.Timed;
import java.util.Optional;

/**
 * Doubts a latency when the harness's own threads were held up too long, by garbage collection or
 * by the host.
 *
 * <p>The measure is the hiccups at the judged percentile. A collection also stops the thread that
 * measures hiccups, so hiccups include collections.
 */
final class OwnPauses {
  private OwnPauses() {}

  static Optional<String> doubt(JudgedFigure judged) {
    return judged.timed().flatMap(timed -> doubt(judged.name(), timed));
  }

  private static Optional<String> doubt(String name, Timed timed) {
    Figures.Generator generator = timed.figures().generator();
    double hiccup = generator.hiccups().get(timed.statistic()).orElse(0);
    double limit =
        Math.max(
            DoubtThreshold.PAUSE_FLOOR.value(),
            DoubtThreshold.PAUSE_SHARE.value() * timed.seconds());
    if (hiccup <= limit) {
      return Optional.empty();
    }
    return Optional.of(
        "The harness's own pauses reach into %s (%s): its hiccups have a %s of %s, above %s, and"
                .formatted(
                    name,
                    Humanize.seconds(timed.seconds()),
                    timed.statistic().key(),
                    Humanize.seconds(hiccup),
                    Humanize.seconds(limit))
            + " garbage collection took %s of %s; "
                .formatted(
                    Humanize.seconds(generator.gcPauseSeconds()),
                    Humanize.seconds(generator.seconds()))
            + (collected(timed) >= hiccup
                ? "allow it more heap (JAVA_TOOL_OPTIONS=-Xmx4g), or take --worker wire."
                : "give it idle cores, or lower the load."));
  }

  /**
   * Returns the longest collection, in seconds; 0 if collections are too rare to reach the
   * percentile.
   */
  private static double collected(Timed timed) {
    Figures.Generator generator = timed.figures().generator();
    double beyond = (1 - timed.statistic().quantile().orElse(1)) * generator.seconds();
    return generator.gcPauseSeconds().orElse(0) >= beyond
        ? generator.gcPauseMaxIntervalSeconds().orElse(0)
        : 0;
  }
}
