package dev.tokenstorm.drill;

import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.plan.LoadPlan.OpenLoop;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.recovery.RecoveryThreshold;
import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.GreetingSettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rate of a drill's load. A time to recover is judged by completions, and an execution brings
 * as many as it has activities. So what has few of them starts more often.
 */
final class DrillRate {
  /** Twice what a time to recover needs, as arrivals and completions come unevenly. */
  private static final int COMPLETIONS_PER_SECOND = 8;

  /** The rate of executions with many activities, which is that of the catalog. */
  private static final int LEAST_PER_SECOND = 2;

  private static final Duration BEFORE = Duration.ofNanos(RecoveryThreshold.BEFORE.nanos());

  /** A time to recover has no figure below so many. */
  private static final double NEEDED_PER_SECOND =
      RecoveryThreshold.COMPLETIONS.value() / RecoveryThreshold.WINDOW.value();

  private DrillRate() {}

  /**
   * Raises the rate that all drills have to what executions of a shape need.
   *
   * @param defaults what all drills have, of which the rate is replaced if it is there
   * @param given what says how many activities an execution has
   */
  static void raise(Map<Setting<?>, GivenValue> defaults, Settings given) {
    int activities = given.get(GreetingSettings.BRANCHES) * given.get(GreetingSettings.STEPS);
    int needed = (COMPLETIONS_PER_SECOND + activities - 1) / activities;
    String rate = Math.max(LEAST_PER_SECOND, needed) + "/s";
    var unused =
        defaults.computeIfPresent(
            LoadSettings.RATE,
            (setting, value) -> new GivenValue(value.source(), value.label(), List.of(rate)));
  }

  /**
   * Refuses a load that is too low for a time to recover that is asked for, since such a drill can
   * never hold.
   *
   * @throws UsageException if it is
   */
  static void check(PlannedDrill drill, RunPlan plan) {
    if (plan.load().arrivals() instanceof OpenLoop open) {
      for (Objective objective : plan.verdict().objectives()) {
        fault(plan, objective).ifPresent(fault -> check(drill, plan, open, fault, objective));
      }
    }
  }

  /** Returns the fault whose time to recover an objective is about. */
  private static Optional<PlannedFault> fault(RunPlan plan, Objective objective) {
    return objective.figure().name().equals(DrillJudge.RECOVERY)
        ? plan.faults().faults().stream()
            .filter(fault -> fault.number() == objective.part().faultNumber().orElse(0))
            .findFirst()
        : Optional.empty();
  }

  private static void check(
      PlannedDrill drill, RunPlan plan, OpenLoop open, PlannedFault fault, Objective objective) {
    if (fault.at().compareTo(BEFORE) < 0) {
      return;
    }
    double starts = open.arrivals(fault.at()) - open.arrivals(fault.at().minus(BEFORE));
    double perSecond = starts * plan.shape().activities() / RecoveryThreshold.BEFORE.value();
    // As the search for a recovery rounds it.
    if (Math.round(perSecond * RecoveryThreshold.WINDOW.value())
        < RecoveryThreshold.COMPLETIONS.value()) {
      throw new UsageException(
          "%s gives drill %s %s completions per second before its fault, and %s needs %s; give a higher rate."
              .formatted(
                  load(drill.settings()),
                  drill.name(),
                  Humanize.digits(perSecond),
                  objective.figureName(),
                  Humanize.digits(NEEDED_PER_SECOND)));
    }
  }

  /** Names what sets the load, with its value. */
  private static String load(Settings settings) {
    return List.<Setting<?>>of(LoadSettings.RATE, LoadSettings.STAGES, LoadSettings.BURST).stream()
        .flatMap(setting -> settings.given(setting).stream())
        .findFirst()
        .map(value -> value.label() + " " + Printable.shown(String.join(" ", value.texts())))
        .orElse("The load");
  }
}
