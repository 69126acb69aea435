package dev.tokenstorm.bottleneck;

import static dev.tokenstorm.result.Humanize.count;
import static dev.tokenstorm.result.Humanize.seconds;

import dev.tokenstorm.measurement.LoadLevel;
import dev.tokenstorm.measurement.LoadProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What something takes at little load, and at all that is more.
 *
 * @param light the least load of which there are enough times
 * @param loaded what is above it
 * @param unit of load
 * @param meanSeconds what it takes in the phase that is looked at
 */
record LoadEffect(LoadLevel light, LoadLevel loaded, String unit, double meanSeconds) {

  /**
   * What load adds to completion calls: that of other calls, or that of all workflows, whichever
   * adds more. Empty if there never was little load.
   *
   * @param meanSeconds what a call takes in the phase that is looked at
   */
  static Optional<LoadEffect> onCalls(LoadProfile profile, double meanSeconds) {
    return Stream.of(
            of(profile.calls(), "under way", meanSeconds),
            of(profile.callsByWorkflows(), "in flight", meanSeconds))
        .flatMap(Optional::stream)
        .reduce((one, other) -> other.addedSeconds() > one.addedSeconds() ? other : one);
  }

  /** Whether a run's calls were ever made with much fewer others under way than at most. */
  static boolean ofOtherCallsKnown(LoadProfile profile) {
    return of(profile.calls(), "under way", 0).isPresent();
  }

  /**
   * What load adds to resumptions. Empty if there never was little load.
   *
   * @param meanSeconds what one takes in the phase that is looked at
   */
  static Optional<LoadEffect> onResumes(LoadProfile profile, double meanSeconds) {
    return of(profile.resumes(), "in flight", meanSeconds);
  }

  private static Optional<LoadEffect> of(List<LoadLevel> levels, String unit, double meanSeconds) {
    long most =
        levels.stream()
            .filter(level -> level.count() >= CauseThreshold.CALLS.value())
            .mapToLong(LoadLevel::from)
            .max()
            .orElse(0);
    // The lowest levels that together have enough times, if that does not take high ones.
    for (int next = 1; next < levels.size(); next++) {
      if (levels.get(next - 1).from() > most / CauseThreshold.LOADED.value()) {
        break;
      }
      LoadEffect effect =
          new LoadEffect(
              sum(levels.subList(0, next)),
              sum(levels.subList(next, levels.size())),
              unit,
              meanSeconds);
      if (effect.isKnown()) {
        return Optional.of(effect);
      }
    }
    return Optional.empty();
  }

  private static LoadLevel sum(List<LoadLevel> levels) {
    return levels.stream().reduce(LoadLevel::plus).orElseThrow();
  }

  /** Whether it would be certain if load made a time longer that much. */
  private boolean isKnown() {
    return light.count() >= CauseThreshold.CALLS.value()
        && uncertainSeconds() <= loaded.meanSeconds() / CauseThreshold.LOADED.value();
  }

  /**
   * By how much the two means may differ by chance, if load changes nothing: so many standard
   * errors of their difference, by the deviation of the more numerous times, since that of a few
   * times is not known.
   */
  private double uncertainSeconds() {
    return CauseThreshold.CERTAIN.value()
        * loaded.deviationSeconds()
        * Math.sqrt(1.0 / light.count() + 1.0 / loaded.count());
  }

  /** What load adds, in seconds: to the mean, of which what was rarely so is little. */
  double addedSeconds() {
    double certain = loaded.meanSeconds() - light.meanSeconds();
    return certain > uncertainSeconds()
        ? Math.max(0, Math.min(loaded.meanSeconds(), meanSeconds) - light.meanSeconds())
        : 0;
  }

  /** How much of a time load has added to it, 0 to 1. */
  double shareOf(double time) {
    return time <= 0 ? 0 : Math.min(1, addedSeconds() / time);
  }

  /** What it takes at much load, such as {@code 160 ms with 16 under way or more}. */
  String atMuchLoad() {
    return "%s with %s %s or more"
        .formatted(seconds(loaded.meanSeconds()), count(loaded.from()), unit);
  }

  /** What it takes at little load, such as {@code 12.0 ms with at most 3 in flight}. */
  String atLittleLoad() {
    return "%s with at most %s %s".formatted(seconds(light.meanSeconds()), count(light.to()), unit);
  }
}
