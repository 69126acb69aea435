package dev.tokenstorm.plan;

import static dev.tokenstorm.plan.RunSettings.DURATION;
import static dev.tokenstorm.plan.RunSettings.RATE;
import static dev.tokenstorm.plan.RunSettings.STAGES;
import static dev.tokenstorm.plan.RunSettings.WARMUP;

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
   * @throws UsageException when a value is not one, or nothing says when to stop
   */
  LoadPlan load(GreetingPlan greeting) {
    Optional<LoadShape> shape = shape();
    Optional<Duration> duration = duration();
    Optional<Long> workflows = settings.find(RunSettings.WORKFLOWS);
    if (shape.isPresent() && workflows.isEmpty() && duration.isEmpty()) {
      throw new UsageException(
          settings.label(RATE) + " needs --workflows or --duration, which say when to stop.");
    }
    return new LoadPlan(
        arrivals(shape),
        duration.isPresent() ? OptionalLong.empty() : OptionalLong.of(workflows.orElse(WORKFLOWS)),
        duration,
        settings.get(WARMUP),
        settings
            .find(RunSettings.DRAIN_TIMEOUT)
            .orElse(greeting.startToCloseTimeout().multipliedBy(2)));
  }

  private Optional<LoadShape> shape() {
    return settings.find(STAGES).or(() -> settings.find(RATE).map(LoadShape::steady));
  }

  private Optional<Duration> duration() {
    Optional<LoadShape> stages = settings.find(STAGES);
    if (stages.isEmpty()) {
      return settings.find(DURATION);
    }
    Duration warmup = settings.get(WARMUP);
    Duration whole = stages.get().length();
    if (warmup.compareTo(whole) >= 0) {
      throw new UsageException(
          settings.label(WARMUP)
              + " must be shorter than "
              + settings.label(STAGES)
              + ", of which it is the beginning: "
              + DurationNotation.text(warmup)
              + " is not less than "
              + DurationNotation.text(whole)
              + ".");
    }
    return Optional.of(whole.minus(warmup));
  }

  private LoadPlan.Arrivals arrivals(Optional<LoadShape> shape) {
    Optional<Integer> inFlight = settings.find(RunSettings.IN_FLIGHT);
    if (shape.isEmpty()) {
      return new LoadPlan.ClosedLoop(inFlight.orElse(IN_FLIGHT));
    }
    double arrivals = Math.ceil(OPEN_LOOP_SECONDS * shape.get().peakPerSecond());
    int bound = (int) Math.min(MOST_IN_FLIGHT, Math.max(OPEN_LOOP_IN_FLIGHT, arrivals));
    return new LoadPlan.OpenLoop(
        shape.get(), settings.get(RunSettings.ARRIVALS), inFlight.orElse(bound));
  }
}
