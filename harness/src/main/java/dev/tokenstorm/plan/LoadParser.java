package dev.tokenstorm.plan;

import static dev.tokenstorm.plan.RunSettings.DURATION;
import static dev.tokenstorm.plan.RunSettings.RATE;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the load of settings that contradict each other no more. */
final class LoadParser {
  static final long WORKFLOWS = 2_000;
  static final int IN_FLIGHT = 200;

  private static final int OPEN_LOOP_IN_FLIGHT = 1_000;
  private static final int OPEN_LOOP_SECONDS = 60;
  private static final int MOST_IN_FLIGHT = 1_000_000;

  private final Settings settings;

  LoadParser(Settings settings) {
    this.settings = settings;
  }

  /**
   * The load.
   *
   * @throws UsageException when a value is not one, or says nothing of when to stop
   */
  LoadPlan load(GreetingPlan greeting) {
    Optional<Duration> duration = settings.find(DURATION);
    Optional<Long> workflows = settings.find(RunSettings.WORKFLOWS);
    Optional<Double> rate = settings.find(RATE);
    if (rate.isPresent() && workflows.isEmpty() && duration.isEmpty()) {
      throw new UsageException(
          settings.label(RATE) + " needs --workflows or --duration, which say when to stop.");
    }
    return new LoadPlan(
        arrivals(rate),
        duration.isPresent() ? OptionalLong.empty() : OptionalLong.of(workflows.orElse(WORKFLOWS)),
        duration,
        settings.get(RunSettings.WARMUP),
        settings
            .find(RunSettings.DRAIN_TIMEOUT)
            .orElse(greeting.startToCloseTimeout().multipliedBy(2)));
  }

  private LoadPlan.Arrivals arrivals(Optional<Double> rate) {
    Optional<Integer> inFlight = settings.find(RunSettings.IN_FLIGHT);
    if (rate.isEmpty()) {
      return new LoadPlan.ClosedLoop(inFlight.orElse(IN_FLIGHT));
    }
    double arrivals = Math.ceil(OPEN_LOOP_SECONDS * rate.get());
    int bound = (int) Math.min(MOST_IN_FLIGHT, Math.max(OPEN_LOOP_IN_FLIGHT, arrivals));
    return new LoadPlan.OpenLoop(rate.get(), inFlight.orElse(bound));
  }
}
