package dev.tokenstorm.settings;

import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.plan.WorkerPlan;
import dev.tokenstorm.text.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Settles settings that cannot stand together. Given by one source, they are a mistake; given by
 * two, the source that goes first has changed its mind about the other, whose setting is dropped.
 * So {@code --duration 60s} replaces {@code workflows} of a plan file.
 */
final class SettingConflicts {
  private static final String STAGES_END =
      "stages say when to stop; leave it out, or give --rate in place of the stages";
  private static final String BURSTS_END =
      "bursts alone say how many to start; leave it out, or give --rate as well";

  private SettingConflicts() {}

  /**
   * The settings, free of contradiction.
   *
   * @throws UsageException when one source contradicts itself, or a setting lacks another it needs
   */
  static Settings settle(Settings settings) {
    Settings settled = bounds(exclusive(settings, LoadSettings.RATE, LoadSettings.STAGES));
    settled = exclusive(ramp(settled), LoadSettings.WORKFLOWS, LoadSettings.DURATION);
    if (settled.get(OutputSettings.NO_METRICS)) {
      settled = exclusive(settled, OutputSettings.METRICS_ADDRESS, OutputSettings.NO_METRICS);
    }
    if (settled.get(OutputSettings.NO_METRICS) && !settled.get(OutputSettings.LINGER).isZero()) {
      settled = exclusive(settled, OutputSettings.LINGER, OutputSettings.NO_METRICS);
    }
    settled =
        bound(
            settled,
            TargetSettings.PROFILE,
            TargetSettings.TARGET,
            "env",
            TargetPlan.Environment.class::isInstance);
    for (Setting<?> setting :
        List.of(TargetSettings.DEV_SERVER_PATH, TargetSettings.DEV_SERVER_ARG)) {
      settled =
          bound(
              settled,
              setting,
              TargetSettings.TARGET,
              "dev-server",
              TargetPlan.DevServer.class::isInstance);
    }
    settled = StandaloneLimits.settle(settled);
    for (Setting<?> setting : List.of(WorkerSettings.WORKER_SLOTS, WorkerSettings.ACTIVITY_SLOTS)) {
      settled = bound(settled, setting, WorkerSettings.WORKER, "sdk", WorkerPlan.Kind.SDK::equals);
    }
    return settled;
  }

  /**
   * Stages say when to stop, and bursts alone how many to start, so nothing else does. A bound of a
   * source that goes first does not drop them: what would be left is another kind of load.
   */
  private static Settings bounds(Settings settings) {
    Settings settled =
        ends(
            ends(settings, LoadSettings.STAGES, LoadSettings.DURATION, STAGES_END),
            LoadSettings.STAGES,
            LoadSettings.WORKFLOWS,
            STAGES_END);
    boolean alone =
        settled.given(LoadSettings.RATE).or(() -> settled.given(LoadSettings.STAGES)).isEmpty();
    if (!alone) {
      return settled;
    }
    settled
        .given(LoadSettings.ARRIVALS)
        .ifPresent(
            given -> {
              throw new UsageException(
                  given.label() + " needs --rate or --stages, whose arrivals it spaces.");
            });
    return ends(settled, LoadSettings.BURST, LoadSettings.WORKFLOWS, BURSTS_END);
  }

  private static Settings ends(
      Settings settings, Setting<?> shape, Setting<?> bound, String reason) {
    Optional<GivenValue> shaped = settings.given(shape);
    Optional<GivenValue> bounded = settings.given(bound);
    if (shaped.isPresent() && bounded.isPresent() && !bounded.get().yieldsTo(shaped.get())) {
      throw new UsageException(
          bounded.get().label()
              + " and "
              + shaped.get().label()
              + " exclude each other, as "
              + reason
              + ".");
    }
    return shaped.isPresent() ? settings.without(bound) : settings;
  }

  /** An open loop has a bound of workflows in flight, and no use for one that changes. */
  private static Settings ramp(Settings settings) {
    Optional<GivenValue> open =
        settings
            .given(LoadSettings.RATE)
            .or(() -> settings.given(LoadSettings.STAGES))
            .or(() -> settings.given(LoadSettings.BURST));
    Optional<GivenValue> inFlight = settings.given(LoadSettings.IN_FLIGHT);
    if (open.isEmpty() || settings.find(LoadSettings.IN_FLIGHT).filter(InFlight::ramp).isEmpty()) {
      return settings;
    }
    if (inFlight.orElseThrow().yieldsTo(open.get())) {
      return settings.without(LoadSettings.IN_FLIGHT);
    }
    throw new UsageException(
        inFlight.get().label()
            + " must be one number with "
            + open.get().label()
            + ", whose starts wait for no place, and not a ramp.");
  }

  private static Settings exclusive(Settings settings, Setting<?> one, Setting<?> other) {
    Optional<GivenValue> first = settings.given(one);
    Optional<GivenValue> second = settings.given(other);
    if (first.isEmpty() || second.isEmpty()) {
      return settings;
    }
    if (first.get().yieldsTo(second.get())) {
      return settings.without(one);
    }
    if (second.get().yieldsTo(first.get())) {
      return settings.without(other);
    }
    throw new UsageException(
        first.get().label() + " and " + second.get().label() + " exclude each other; give one.");
  }

  /** A setting that means something with one kind of another (target, worker) only. */
  private static <T> Settings bound(
      Settings settings, Setting<?> setting, Setting<T> other, String kind, Predicate<T> fits) {
    Optional<GivenValue> given = settings.given(setting);
    if (given.isEmpty() || fits.test(settings.get(other))) {
      return settings;
    }
    if (settings.given(other).filter(given.get()::yieldsTo).isPresent()) {
      return settings.without(setting);
    }
    throw new UsageException(given.get().label() + " needs " + other.flag() + " " + kind + ".");
  }
}
