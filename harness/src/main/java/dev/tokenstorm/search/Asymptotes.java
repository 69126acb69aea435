package dev.tokenstorm.search;

import dev.tokenstorm.statistics.GeometricMean;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where the two lines cross that no throughput of {@code N} completers can be above: {@code N / R},
 * with {@code R} the mean call when there is little to do, and {@code X}, the most that the rest
 * can do. So {@code N* = X · R}, the number that is busy at the highest throughput if nothing ever
 * waits (Denning and Buzen: The Operational Analysis of Queueing Network Models, Computing Surveys
 * 10, 1978; Lazowska and others: Quantitative System Performance, 1984, chapter 5).
 *
 * @param crossing {@code N*}
 * @param low where it lies at least, with a confidence of 95 %
 * @param high where it lies at most
 * @param perSecond {@code X}, in completions
 * @param callSeconds {@code R}
 */
public record Asymptotes(
    double crossing, double low, double high, double perSecond, double callSeconds) {
  /**
   * The asymptotes of a curve; empty until its intervals are known, and enough calls at small
   * values.
   */
  static Optional<Asymptotes> of(Curve curve, List<Trial> trials, int knee) {
    // At values this far below the knee hardly any call waits for another.
    int quiet = Math.max(curve.values().first(), (int) (knee * SearchThreshold.QUIET.value()));
    double[] calls =
        trials.stream()
            .filter(trial -> trial.counts() && trial.value() <= quiet)
            .flatMapToDouble(trial -> trial.measured().callSeconds().stream())
            .toArray();
    OptionalDouble ofBest = curve.factor(curve.best());
    if (calls.length < 2 || ofBest.isEmpty()) {
      return Optional.empty();
    }
    GeometricMean call = GeometricMean.of(calls);
    // Relative errors of a product add up by their squares.
    double factor = Math.exp(Math.hypot(Math.log(call.factor()), Math.log(ofBest.getAsDouble())));
    double perSecond = curve.perSecond(curve.best());
    double crossing = perSecond * call.value();
    return Optional.of(
        new Asymptotes(crossing, crossing / factor, crossing * factor, perSecond, call.value()));
  }
}
