package dev.tokenstorm.settings;

import static dev.tokenstorm.settings.LoadSettings.ARRIVALS;
import static dev.tokenstorm.settings.LoadSettings.BURST;
import static dev.tokenstorm.settings.LoadSettings.DRAIN_TIMEOUT;
import static dev.tokenstorm.settings.LoadSettings.DURATION;
import static dev.tokenstorm.settings.LoadSettings.GRACE;
import static dev.tokenstorm.settings.LoadSettings.IN_FLIGHT;
import static dev.tokenstorm.settings.LoadSettings.STAGES;
import static dev.tokenstorm.settings.LoadSettings.WARMUP;
import static dev.tokenstorm.settings.LoadSettings.WORKFLOWS;

import dev.tokenstorm.plan.Burst;
import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.LoadShape;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the load of settings that contradict each other no more. */
final class LoadParser {
  private final Settings settings;
  private final Duration warmup;

  private LoadParser(Settings settings) {
    this.settings = settings;
    this.warmup = settings.get(WARMUP);
  }

  /**
   * The load.
   *
   * @throws UsageException when a value is not one, when nothing says when to stop, or when what is
   *     to happen never comes
   */
  static LoadPlan load(Settings settings) {
    return new LoadParser(settings).load();
  }

  /**
   * When workflows start.
   *
   * @throws UsageException when a value is not one
   */
  static LoadPlan.Arrivals arrivals(Settings settings) {
    Optional<LoadShape> shape = LoadDefaults.shape(settings);
    List<Burst> bursts = LoadDefaults.bursts(settings);
    InFlight inFlight = settings.get(IN_FLIGHT);
    return shape.isEmpty() && bursts.isEmpty()
        ? new LoadPlan.ClosedLoop(inFlight)
        : new LoadPlan.OpenLoop(
            shape.orElse(LoadShape.NONE), settings.get(ARRIVALS), bursts, inFlight.most());
  }

  private LoadPlan load() {
    Optional<Duration> duration = duration();
    LoadPlan load =
        new LoadPlan(
            arrivals(settings),
            duration.isPresent() ? OptionalLong.empty() : OptionalLong.of(settings.get(WORKFLOWS)),
            duration,
            warmup,
            settings.get(DRAIN_TIMEOUT),
            settings.get(GRACE));
    if (load.arrivals() instanceof LoadPlan.OpenLoop open) {
      open.bursts().forEach(burst -> checkBurst(burst, open, load));
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

  private void checkRamp(InFlight places, Duration end) {
    if (places.over().compareTo(end) > 0) {
      throw new UsageException(
          settings.label(IN_FLIGHT)
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
              + settings.label(IN_FLIGHT)
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
              + settings.label(WORKFLOWS)
              + " "
              + load.workflows().getAsLong()
              + " have started by then.");
    }
  }
}
