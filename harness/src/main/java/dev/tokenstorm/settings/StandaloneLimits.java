package dev.tokenstorm.settings;

import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.text.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of standalone activities: settings that have no meaning for them, or without them, and
 * why.
 */
public final class StandaloneLimits {
  private static final String ONE_ACTIVITY = "whose executions are one activity each";
  private static final String CLOSE_SEEN = "whose worker sees each workflow close";
  private static final String NO_WORKFLOW = "whose executions have no workflow";

  private StandaloneLimits() {}

  /** Why a setting has no place beside the workload that the settings choose; empty if it has. */
  public static Optional<String> reasonAgainst(Setting<?> setting, Settings settings) {
    if (standalone(settings)) {
      return Optional.ofNullable(reasons().get(setting))
          .map(reason -> "--workload standalone, " + reason);
    }
    return setting == LoadSettings.AWAIT_RESULTS && settings.get(LoadSettings.AWAIT_RESULTS) > 0
        ? Optional.of("--workload greeting, " + CLOSE_SEEN)
        : Optional.empty();
  }

  /**
   * Checks the target.
   *
   * @throws UsageException when the target cannot run the workload, whatever its version
   */
  public static void checkTarget(Settings settings) {
    if (standalone(settings) && settings.get(TargetSettings.TARGET).kind() == TargetKind.EMBEDDED) {
      throw new UsageException(
          settings.label(TargetSettings.TARGET)
              + " embedded has no standalone activities, which "
              + settings.label(GreetingSettings.WORKLOAD)
              + " standalone starts; give --target null, or name a server of 1.32 or later.");
    }
  }

  /**
   * Checks what was given beside the workload.
   *
   * @throws UsageException when the workload has no use for a setting
   */
  public static void checkSettings(Settings settings) {
    settle(settings);
  }

  /**
   * The settings without those that the workload has no use for and that a source of lower rank
   * gave.
   *
   * @throws UsageException when a source of the same or a higher rank gave one
   */
  static Settings settle(Settings settings) {
    Settings settled = settings;
    List<Setting<?>> doubtful = new ArrayList<>(reasons().keySet());
    doubtful.add(LoadSettings.AWAIT_RESULTS);
    for (Setting<?> setting : doubtful) {
      Optional<GivenValue> given = settings.given(setting);
      Optional<String> reason = reasonAgainst(setting, settings);
      if (given.isEmpty() || reason.isEmpty()) {
        continue;
      }
      if (settings.given(GreetingSettings.WORKLOAD).filter(given.get()::yieldsTo).isEmpty()) {
        throw new UsageException(
            given.get().label() + " has no place with " + reason.get() + "; leave it out.");
      }
      settled = settled.without(setting);
    }
    return settled;
  }

  /** Whether the settings choose this workload. */
  static boolean standalone(Settings settings) {
    return settings.get(GreetingSettings.WORKLOAD) == WorkloadKind.STANDALONE;
  }

  /** A method and not a constant, as the settings' defaults ask this class for the workload. */
  private static Map<Setting<?>, String> reasons() {
    Map<Setting<?>, String> reasons = new LinkedHashMap<>();
    reasons.put(GreetingSettings.BRANCHES, ONE_ACTIVITY);
    reasons.put(GreetingSettings.STEPS, ONE_ACTIVITY);
    reasons.put(WorkerSettings.WORKER_SLOTS, NO_WORKFLOW);
    reasons.put(WorkerSettings.WORKFLOW_CACHE, NO_WORKFLOW);
    return reasons;
  }
}
