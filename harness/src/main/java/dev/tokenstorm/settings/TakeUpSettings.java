package dev.tokenstorm.settings;

import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a call that goes on with a run that was killed: those of its plan, and of new
 * ones what changes nothing of its load.
 */
public final class TakeUpSettings {
  private static final SettingTable TABLE = new SettingTable(Group.INVOCATION);

  /** A flag alone: a variable would turn every run into another's second life. */
  public static final Setting<Path> TAKE_UP =
      TABLE
          .value(
              "take-up",
              "DIR",
              new PathNotation(),
              "Go on with the run of this results folder, which was killed: start nothing, bring"
                  + " what is open on its server to an end, and balance both lives. Its plan is"
                  + " that of the folder; give secrets again. There is no variable for this flag")
          .unwritten();

  /** Those of {@code run}, with this one. */
  public static final List<Setting<?>> OF_RUN =
      Stream.<Setting<?>>concat(RunSettings.ALL.stream(), TABLE.settings().stream()).toList();

  /**
   * What may differ when a flag says so: how the same server is reached, and how long to wait. A
   * permission that the first life had may be given as well, and lets nothing be run: no fault is
   * carried out again.
   */
  private static final Set<Setting<?>> BY_FLAG =
      Set.of(
          TAKE_UP,
          TargetSettings.TARGET,
          TargetSettings.NAMESPACE,
          TargetSettings.PROFILE,
          TargetSettings.SERVER_METRICS,
          LoadSettings.DRAIN_TIMEOUT,
          PermissionSettings.ALLOW_EXEC);

  /** What may come from anywhere: how the call is ended, what it prints, and where figures go. */
  private static final Set<Setting<?>> FROM_ANYWHERE =
      Set.of(
          LoadSettings.GRACE,
          OutputSettings.METRICS_ADDRESS,
          OutputSettings.NO_METRICS,
          OutputSettings.LINGER,
          OutputSettings.PUSH,
          OutputSettings.REPORT,
          HistorySettings.HISTORY,
          HistorySettings.LABEL,
          HistorySettings.TARGET_LABEL,
          HistorySettings.SERIES,
          InvocationSettings.DRY_RUN,
          InvocationSettings.JSON,
          InvocationSettings.QUIET,
          InvocationSettings.DEBUG);

  private TakeUpSettings() {}

  /**
   * Returns the settings by which the run goes on.
   *
   * @param now what the call gives
   * @param plan what the folder's plan file gives
   * @throws UsageException when a flag contradicts the plan
   */
  public static Settings of(Settings now, Map<Setting<?>, GivenValue> plan, Path directory) {
    for (Setting<?> setting : List.of(OutputSettings.OUT, InvocationSettings.PLAN)) {
      if (now.givenByFlag(setting)) {
        throw new UsageException(
            setting.flag()
                + " has no place with --take-up, which goes on in its folder and by the plan that"
                + " is there; leave it out.");
      }
    }
    Settings flags =
        now.flagsAnd(FROM_ANYWHERE.stream().map(Setting::name).collect(Collectors.toSet()));
    for (Setting<?> setting : RunSettings.ALL) {
      if (!BY_FLAG.contains(setting) && !FROM_ANYWHERE.contains(setting)) {
        flags.given(setting).ifPresent(given -> refuseOther(setting, given, plan));
      }
    }
    return flags.over(plan).with(OutputSettings.OUT, directory.toString());
  }

  private static void refuseOther(
      Setting<?> setting, GivenValue given, Map<Setting<?>, GivenValue> plan) {
    GivenValue none = new GivenValue(GivenValue.Source.PLAN_FILE, setting.name(), List.of());
    List<String> planned = canonical(setting, plan.getOrDefault(setting, none));
    if (!canonical(setting, given).equals(planned)) {
      throw new UsageException(
          "%s is not what the run of --take-up began with, which is %s; leave it out, or begin a new run."
              .formatted(
                  given.label(),
                  planned.isEmpty()
                      ? "to leave it out"
                      : Printable.shown(String.join(" ", planned))));
    }
  }

  private static List<String> canonical(Setting<?> setting, GivenValue given) {
    return given.texts().stream().map(setting::canonical).toList();
  }
}
