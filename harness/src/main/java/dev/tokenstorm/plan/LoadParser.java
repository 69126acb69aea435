package dev.tokenstorm.plan;

import static dev.tokenstorm.plan.RunSettings.ARRIVALS;
import static dev.tokenstorm.plan.RunSettings.BURST;
import static dev.tokenstorm.plan.RunSettings.DURATION;
import static dev.tokenstorm.plan.RunSettings.RATE;
import static dev.tokenstorm.plan.RunSettings.STAGES;
import static dev.tokenstorm.plan.RunSettings.WARMUP;

import java.time.Duration;
import java.util.List;
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
  private final GreetingPlan greeting;
  private final Optional<LoadShape> shape;
  private final List<Burst> bursts;
  private final Duration warmup;

  LoadParser(Settings settings, GreetingPlan greeting) {
    this.settings = settings;
    this.greeting = greeting;
    this.shape = settings.find(STAGES).or(() -> settings.find(RATE).map(LoadShape::steady));
    this.bursts = settings.find(BURST).orElse(List.of());
    this.warmup = settings.get(WARMUP);
  }

  /**
   * The load.
   *
   * @throws UsageException when a value is not one, when nothing says when to stop, or when what is
   *     to happen never comes
   */
  LoadPlan load() {
    Optional<Duration> duration = duration();
    LoadPlan load =
        new LoadPlan(
            arrivals(),
            duration.isPresent() ? OptionalLong.empty() : OptionalLong.of(workflows()),
            duration,
            warmup,
            settings
                .find(RunSettings.DRAIN_TIMEOUT)
                .orElse(greeting.startToCloseTimeout().multipliedBy(2)),
            settings.get(RunSettings.GRACE));
    if (load.arrivals() instanceof LoadPlan.OpenLoop open) {
      bursts.forEach(burst -> checkBurst(burst, open, load));
    } else if (load.arrivals() instanceof LoadPlan.ClosedLoop closed) {
      duration.ifPresent(length -> checkRamp(closed.places(), warmup.plus(length)));
    }
    return load;
  }

  private Optional<Duration> duration() {
    Optional<LoadShape> stages = settings.find(STAGES);
    if (stages.isEmpty()) {
      return settings.find(DURATION);
    }
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

  private long workflows() {
    Optional<Long> given = settings.find(RunSettings.WORKFLOWS);
    if (given.isEmpty() && shape.isPresent()) {
      throw new UsageException(
          settings.label(RATE) + " needs --workflows or --duration, which say when to stop.");
    }
    if (!bursts.isEmpty()) {
      return given.orElseGet(this::measuredBursts);
    }
    return given.orElse(parkedWorkflows() > 0 ? parkedWorkflows() : WORKFLOWS);
  }

  /** How many workflows have as many tokens pending as are to be parked; 0 for none to be. */
  long parkedWorkflows() {
    long tokens = settings.find(RunSettings.PARK).orElse(0L);
    return (tokens + greeting.branches() - 1) / greeting.branches();
  }

  private long measuredBursts() {
    long workflows =
        bursts.stream()
            .filter(burst -> burst.at().compareTo(warmup) >= 0)
            .mapToLong(Burst::workflows)
            .sum();
    if (workflows == 0) {
      throw new UsageException(
          settings.label(WARMUP)
              + " must end before the last burst of "
              + settings.label(BURST)
              + ", or there is nothing to measure.");
    }
    return workflows;
  }

  private LoadPlan.Arrivals arrivals() {
    Optional<InFlight> inFlight = settings.find(RunSettings.IN_FLIGHT);
    if (shape.isEmpty() && bursts.isEmpty()) {
      long parked = Math.min(MOST_IN_FLIGHT, parkedWorkflows());
      return new LoadPlan.ClosedLoop(
          inFlight.orElse(InFlight.constant(parked > 0 ? (int) parked : IN_FLIGHT)));
    }
    LoadShape rates = shape.orElse(LoadShape.NONE);
    double arrivals =
        Math.ceil(OPEN_LOOP_SECONDS * rates.peakPerSecond())
            + bursts.stream().mapToLong(Burst::workflows).sum()
            + parkedWorkflows();
    int bound = (int) Math.min(MOST_IN_FLIGHT, Math.max(OPEN_LOOP_IN_FLIGHT, arrivals));
    return new LoadPlan.OpenLoop(
        rates, settings.get(ARRIVALS), bursts, inFlight.map(InFlight::most).orElse(bound));
  }

  private void checkRamp(InFlight places, Duration end) {
    if (places.over().compareTo(end) > 0) {
      throw new UsageException(
          settings.label(RunSettings.IN_FLIGHT)
              + " must come to its end while the run starts workflows: "
              + DurationNotation.text(places.over())
              + " is more than "
              + DurationNotation.text(end)
              + ".");
    }
  }

  private void checkBurst(Burst burst, LoadPlan.OpenLoop open, LoadPlan load) {
    String named = settings.label(BURST) + " has " + BurstNotation.text(burst) + ", ";
    if (burst.workflows() > open.inFlight()) {
      throw new UsageException(
          named
              + "which is more than the "
              + open.inFlight()
              + " that "
              + settings.label(RunSettings.IN_FLIGHT)
              + " lets be open at one time; raise that, or lower the burst.");
    }
    Optional<Duration> end = load.duration().map(warmup::plus);
    if (end.isPresent() && burst.at().compareTo(end.get()) >= 0) {
      throw new UsageException(
          named
              + "which never comes, as the run starts workflows for "
              + DurationNotation.text(end.get())
              + ".");
    }
    double before = open.arrivals(burst.at()) - open.arrivals(warmup);
    if (load.workflows().isPresent() && before >= load.workflows().getAsLong()) {
      throw new UsageException(
          named
              + "which never comes, as "
              + settings.label(RunSettings.WORKFLOWS)
              + " "
              + load.workflows().getAsLong()
              + " have started by then.");
    }
  }
}
