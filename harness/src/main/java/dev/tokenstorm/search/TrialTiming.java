package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Nanos;
import java.time.Duration;
import java.util.List;

/**
 * How long runs are to take.
 *
 * @param warmup before the measured phase
 * @param length of the measured phase
 * @param rest before each run
 */
record TrialTiming(Duration warmup, Duration length, Duration rest) {
  private static final double SHORTEST_WARMING_UP_SECONDS = 3;
  private static final double LONGEST_WARMING_UP_SECONDS = 10;
  private static final int LAST = 5;
  private static final double MARGIN = 1.5;
  private static final double LEAST_BEYOND_SECONDS = 1;

  /** The run that warms up: so long that what is measured in it is a first idea of the target. */
  Step warmingUp(double value) {
    return new Step(Step.Role.WARMUP, value, warmingUp(warmup), warmingUp(length), Duration.ZERO);
  }

  private static Duration warmingUp(Duration given) {
    return between(Nanos.toSeconds(given), SHORTEST_WARMING_UP_SECONDS, LONGEST_WARMING_UP_SECONDS);
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
        trials.subList(Math.max(0, trials.size() - LAST), trials.size()).stream()
            .filter(trial -> trial.role() != Step.Role.WARMUP)
            .mapToDouble(Trial::beyondSeconds)
            .max()
            .orElse(0);
    double drain =
        step.role() == Step.Role.CONFIRMATION
            ? OverloadAbort.mostDrainSeconds(step.value(), step.length())
            : 0;
    return step.planned().plus(duration(Math.max(LEAST_BEYOND_SECONDS, beyond * MARGIN) + drain));
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * Nanos.PER_SECOND));
  }

  /** So many seconds, as far as bounds allow. */
  static Duration between(double seconds, double least, double most) {
    return duration(Math.max(least, Math.min(most, seconds)));
  }
}
