package dev.tokenstorm.search;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * The smallest value whose throughput comes within 5 % of the best.
 *
 * @param value the smallest value that was run and does
 * @param low the smallest that may, with a confidence of 95 %
 * @param high the smallest that surely does, or the largest that was run
 * @param repeated whether runs were repeated; without, nothing is known of their chances
 * @param best the value with the highest throughput
 * @param perSecond that throughput, in completions
 * @param recommended {@code high} and a margin, as far as throughput does not fall again
 * @param edge whether one end of the range hides where the knee is
 * @param asymptotes a second way to find it, for completers
 */
public record Knee(
    int value,
    int low,
    int high,
    boolean repeated,
    int best,
    double perSecond,
    int recommended,
    Edge edge,
    Optional<Asymptotes> asymptotes)
    implements SearchAnswer {
  /** Whether the knee lies within the range. */
  public enum Edge {
    NONE,
    /** The smallest that was run is enough; a smaller one could be, too. */
    SMALLEST,
    /** Throughput still rises at the largest that was run. */
    LARGEST
  }

  /**
   * The knee that runs show; empty if none of them counts.
   *
   * @param completers whether it is these that are varied
   */
  static Optional<Knee> of(List<Trial> trials, IntRange range, boolean completers) {
    Curve curve = Curve.of(trials);
    NavigableSet<Integer> values = curve.values();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    int best = curve.best();
    int value = smallest(curve);
    int low = low(curve, value, range);
    int high = curve.repeated() ? high(curve, value) : value;
    Edge edge =
        value == values.first() && value > 1 && values.size() > 1
            ? Edge.SMALLEST
            : best == values.last() && value > SearchThreshold.NEAR_END.value() * best
                ? Edge.LARGEST
                : Edge.NONE;
    return Optional.of(
        new Knee(
            value,
            Math.min(low, value),
            high,
            curve.repeated(),
            best,
            curve.perSecond(best),
            recommended(curve, high),
            edge,
            completers ? Asymptotes.of(curve, trials, value) : Optional.empty()));
  }

  /** The smallest value that was run and comes within 5 %, as it seems. */
  static int smallest(Curve curve) {
    return curve.values().stream()
        .filter(value -> curve.share(value) >= SearchThreshold.KNEE_SHARE.value())
        .findFirst()
        .orElseThrow();
  }

  private static int low(Curve curve, int value, IntRange range) {
    NavigableSet<Integer> smaller = curve.values().headSet(value, false);
    if (!curve.repeated()) {
      return smaller.isEmpty() ? range.from() : smaller.last() + 1;
    }
    return smaller.descendingSet().stream()
        .filter(each -> curve.below(each, SearchThreshold.KNEE_SHARE.value()))
        .findFirst()
        .map(each -> each + 1)
        .orElse(range.from());
  }

  private static int high(Curve curve, int value) {
    return curve.values().tailSet(value, true).stream()
        .filter(each -> curve.reaches(each, SearchThreshold.KNEE_SHARE.value()))
        .findFirst()
        .orElse(curve.values().last());
  }

  private static int recommended(Curve curve, int high) {
    int flatUntil = high;
    for (int value : curve.values().tailSet(high, true)) {
      if (curve.share(value) < SearchThreshold.KNEE_SHARE.value()) {
        break;
      }
      flatUntil = value;
    }
    return Math.min(flatUntil, (int) Math.ceil(high * (1 + SearchThreshold.KNEE_MARGIN.value())));
  }
}
