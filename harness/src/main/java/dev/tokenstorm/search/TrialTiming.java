package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Nanos;
import java.time.Duration;
import java.util.List;

/**
 * The times that runs of a search are to take.
 *
 * @param warmup before the measured phase
 * @param length of the measured phase
 * @param rest before each run
 */
record TrialTiming(Duration warmup, Duration length, Duration rest) {
  /** The run that warms up: so long that what is measured in it is a first idea of the target. */
  Step warmingUp(double value) {
    return new Step(Step.Role.WARMUP, value, warmingUp(warmup), warmingUp(length), Duration.ZERO);
  }

  private static Duration warmingUp(Duration given) {
    return between(
        Nanos.toSeconds(given),
        SearchThreshold.WARMING_UP_SHORTEST,
        SearchThreshold.WARMING_UP_LONGEST);
  }

  Step step(Step.Role role, double value) {
    return new Step(role, value, warmup, length, rest);
  }

  /**
   * How long a step will take, on the safe side: what it plans, and half as much again as any of
   * the last runs took beyond its plan, for connections, drain and audit; of a confirmation also
   * what may pile up in it without its being stopped. The first was of a process that had yet to
   * load its classes.
   */
  static Duration bound(Step step, List<Trial> trials) {
    double beyond =
        trials
            .subList(
                Math.max(0, trials.size() - (int) SearchThreshold.LATEST_RUNS.value()),
                trials.size())
            .stream()
            .filter(trial -> trial.role() != Step.Role.WARMUP)
            .mapToDouble(Trial::beyondSeconds)
            .max()
            .orElse(0);
    double drain =
        step.role() == Step.Role.CONFIRMATION
            ? OverloadAbort.mostDrainSeconds(step.value(), step.length())
            : 0;
    return step.planned()
        .plus(
            duration(
                Math.max(
                        SearchThreshold.EXCESS_FLOOR.value(),
                        beyond * SearchThreshold.EXCESS_MARGIN.value())
                    + drain));
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * Nanos.PER_SECOND));
  }

  /** So many seconds, as far as bounds allow. */
  static Duration between(double seconds, SearchThreshold least, SearchThreshold most) {
    return duration(Math.max(least.value(), Math.min(most.value(), seconds)));
  }
}
