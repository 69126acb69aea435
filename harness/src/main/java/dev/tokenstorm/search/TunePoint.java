package dev.tokenstorm.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * All runs at one value taken together.
 *
 * @param perSecond their throughput in completions, a geometric mean
 * @param low where it lies at least, with a confidence of 95 %; empty until runs were repeated
 * @param high where it lies at most
 * @param share of the best throughput
 * @param busyShare of completers
 * @param callSeconds the mean of a completion call
 */
public record TunePoint(
    int value,
    int runs,
    double perSecond,
    OptionalDouble low,
    OptionalDouble high,
    double share,
    OptionalDouble busyShare,
    OptionalDouble callSeconds,
    Optional<LimitingFactor> bound) {

  /** The points of a search, from the smallest value to the largest. */
  public static List<TunePoint> of(List<Trial> trials) {
    Curve curve = Curve.of(trials);
    double quietCall =
        trials.stream()
            .filter(Trial::counts)
            .flatMapToDouble(trial -> trial.measured().callSeconds().stream())
            .min()
            .orElse(0);
    return curve.values().stream().map(value -> point(value, curve, trials, quietCall)).toList();
  }

  private static TunePoint point(int value, Curve curve, List<Trial> trials, double quietCall) {
    List<TrialFigures> runs =
        trials.stream()
            .filter(trial -> trial.counts() && trial.wholeValue() == value)
            .map(Trial::measured)
            .toList();
    double perSecond = curve.perSecond(value);
    OptionalDouble factor = curve.factor(value);
    OptionalDouble busyShare = mean(runs, TrialFigures::busyShare);
    OptionalDouble callSeconds = mean(runs, TrialFigures::callSeconds);
    double coresShare = runs.stream().mapToDouble(TrialFigures::coresShare).average().orElse(0);
    double longer =
        curve.share(value) >= SearchThreshold.KNEE_SHARE.value()
            ? SearchThreshold.LONGER_WHERE_FLAT.value()
            : SearchThreshold.LONGER.value();
    return new TunePoint(
        value,
        runs.size(),
        perSecond,
        factor.isPresent()
            ? OptionalDouble.of(perSecond / factor.getAsDouble())
            : OptionalDouble.empty(),
        factor.isPresent()
            ? OptionalDouble.of(perSecond * factor.getAsDouble())
            : OptionalDouble.empty(),
        curve.share(value),
        busyShare,
        callSeconds,
        LimitingFactor.of(busyShare, callSeconds, coresShare, longer * quietCall));
  }

  private static OptionalDouble mean(
      List<TrialFigures> runs, Function<TrialFigures, OptionalDouble> figure) {
    return runs.stream().flatMapToDouble(run -> figure.apply(run).stream()).average();
  }
}
