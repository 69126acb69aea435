package dev.tokenstorm.settings;

import dev.tokenstorm.plan.RunPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The settings by which a history tells one series of runs from another. */
public final class SeriesSettings {
  /** Groups that say nothing of it: a target has a label, and all else is of one call. */
  private static final Set<Setting.Group> LEFT_OUT =
      Set.of(
          Setting.Group.TARGET,
          Setting.Group.OUTPUT,
          Setting.Group.HISTORY,
          Setting.Group.INVOCATION);

  private SeriesSettings() {}

  /**
   * Those that are not the default, each as its notation writes it.
   *
   * @param texts by the settings' names; an unknown one is kept as it is
   * @param table the settings that there are
   */
  public static SortedMap<String, String> of(
      Map<String, List<String>> texts, List<Setting<?>> table) {
    return BeyondDefaults.of(texts, table, SeriesSettings::tells);
  }

  /** Those of a plan. */
  public static SortedMap<String, String> of(RunPlan plan) {
    return BeyondDefaults.of(plan, SeriesSettings::tells);
  }

  private static boolean tells(Setting<?> setting) {
    return !LEFT_OUT.contains(setting.group()) && setting != CheckSettings.SEED;
  }
}
