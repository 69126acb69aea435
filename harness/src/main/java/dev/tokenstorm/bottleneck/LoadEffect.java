package dev.tokenstorm.bottleneck;

import static dev.tokenstorm.text.Humanize.count;
import static dev.tokenstorm.text.Humanize.seconds;

import dev.tokenstorm.measurement.LoadLevel;
import dev.tokenstorm.measurement.LoadProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The effect of load on a time: its mean at low load, and its mean at any higher load.
 *
 * @param light times at low load: the lowest levels that together have enough times
 * @param loaded times at all higher levels
 * @param unit what the load is counted by, such as {@code in flight}
 * @param meanSeconds mean time in the examined phase, in seconds
 */
record LoadEffect(LoadLevel light, LoadLevel loaded, String unit, double meanSeconds) {

  /**
   * Returns what load adds to completion calls. Load is the number of other calls under way, or of
   * workflows in flight, whichever adds more. Empty if the load was never low.
   *
   * @param meanSeconds mean time of a call in the examined phase, in seconds
   */
  static Optional<LoadEffect> onCalls(LoadProfile profile, double meanSeconds) {
    return Stream.of(
            of(profile.calls(), "under way", meanSeconds),
            of(profile.callsByWorkflows(), "in flight", meanSeconds))
        .flatMap(Optional::stream)
        .reduce((one, other) -> other.addedSeconds() > one.addedSeconds() ? other : one);
  }

  /**
   * Returns whether some of a run's calls were made while far fewer other calls were under way than
   * at most.
   */
  static boolean ofOtherCallsKnown(LoadProfile profile) {
    return of(profile.calls(), "under way", 0).isPresent();
  }

  /**
   * Returns what load adds to the time from a completion to the workflow's next line. Empty if the
   * load was never low.
   *
   * @param meanSeconds mean of that time in the examined phase, in seconds
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
    // Low load is the lowest levels that together have enough times; levels near the highest do not
    // count as low.
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

  /**
   * Returns whether there are enough times: an effect that doubles the time could be told from
   * chance.
   */
  private boolean isKnown() {
    return light.count() >= CauseThreshold.CALLS.value()
        && uncertainSeconds() <= loaded.meanSeconds() / CauseThreshold.LOADED.value();
  }

  /**
   * Returns by how many seconds the two means may differ by chance when load changes nothing: some
   * standard errors of their difference. The deviation is that of the more numerous times, because
   * a few times do not tell theirs.
   */
  private double uncertainSeconds() {
    return CauseThreshold.CERTAIN.value()
        * loaded.deviationSeconds()
        * Math.sqrt(1.0 / light.count() + 1.0 / loaded.count());
  }

  /**
   * Returns the seconds that load adds to the mean of the examined phase. High load that was rare
   * adds little to that mean.
   */
  double addedSeconds() {
    double certain = loaded.meanSeconds() - light.meanSeconds();
    return certain > uncertainSeconds()
        ? Math.max(0, Math.min(loaded.meanSeconds(), meanSeconds) - light.meanSeconds())
        : 0;
  }

  /**
   * Returns the share of a time that load has added, 0 to 1.
   *
   * @param time in seconds
   */
  double shareOf(double time) {
    return time <= 0 ? 0 : Math.min(1, addedSeconds() / time);
  }

  /** Returns the time at high load in words, such as {@code 160 ms with 16 under way or more}. */
  String atMuchLoad() {
    return "%s with %s %s or more"
        .formatted(seconds(loaded.meanSeconds()), count(loaded.from()), unit);
  }

  /** Returns the time at low load in words, such as {@code 12.0 ms with at most 3 in flight}. */
  String atLittleLoad() {
    return "%s with at most %s %s".formatted(seconds(light.meanSeconds()), count(light.to()), unit);
  }
}
