package dev.tokenstorm.bottleneck;

import static dev.tokenstorm.result.Humanize.count;
import static dev.tokenstorm.result.Humanize.seconds;

import dev.tokenstorm.measurement.LoadLevel;
import dev.tokenstorm.measurement.LoadProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What something takes at little and at much load.
 *
 * @param light the least load at which there are enough times
 * @param loaded the most
 * @param unit of load
 */
record LoadEffect(LoadLevel light, LoadLevel loaded, String unit) {

  /**
   * What load adds to completion calls: that of other calls, or that of all workflows, whichever
   * adds more. Empty if there never was little load.
   */
  static Optional<LoadEffect> onCalls(LoadProfile profile) {
    return Stream.of(of(profile.calls(), "under way"), of(profile.callsByWorkflows(), "in flight"))
        .flatMap(Optional::stream)
        .reduce((one, other) -> other.addedSeconds() > one.addedSeconds() ? other : one);
  }

  /** Whether a run's calls were ever made with much fewer others under way than at most. */
  static boolean ofOtherCallsKnown(LoadProfile profile) {
    return of(profile.calls(), "under way").isPresent();
  }

  /** What load adds to resumptions. Empty if there never was little load. */
  static Optional<LoadEffect> onResumes(LoadProfile profile) {
    return of(profile.resumes(), "in flight");
  }

  private static Optional<LoadEffect> of(List<LoadLevel> levels, String unit) {
    Optional<LoadLevel> loaded =
        levels.stream()
            .filter(level -> level.count() >= Threshold.CALLS.value())
            .reduce((lower, higher) -> higher);
    return loaded.flatMap(
        most ->
            lightest(levels, (long) (most.from() / Threshold.LOADED.value()))
                .map(light -> new LoadEffect(light, most, unit)));
  }

  /** The lowest levels that together have enough times; empty if that takes higher ones. */
  private static Optional<LoadLevel> lightest(List<LoadLevel> levels, long most) {
    long count = 0;
    long nanos = 0;
    for (LoadLevel level : levels) {
      if (level.from() > most) {
        break;
      }
      count += level.count();
      nanos += level.totalNanos();
      if (count >= Threshold.CALLS.value()) {
        return Optional.of(new LoadLevel(levels.get(0).from(), level.to(), count, nanos));
      }
    }
    return Optional.empty();
  }

  /** What load adds, in seconds. */
  double addedSeconds() {
    return Math.max(0, meanSeconds(loaded) - meanSeconds(light));
  }

  /** How much of a time load has added to it, 0 to 1. */
  double shareOf(double time) {
    return time <= 0 ? 0 : Math.min(1, addedSeconds() / time);
  }

  /** What it takes at much load, such as {@code 160 ms with 16 under way or more}. */
  String atMuchLoad() {
    return "%s with %s %s or more"
        .formatted(seconds(meanSeconds(loaded)), count(loaded.from()), unit);
  }

  /** What it takes at little load, such as {@code 12.0 ms with at most 3 in flight}. */
  String atLittleLoad() {
    return "%s with at most %s %s".formatted(seconds(meanSeconds(light)), count(light.to()), unit);
  }

  private static double meanSeconds(LoadLevel level) {
    return level.totalNanos() / 1e9 / level.count();
  }
}
