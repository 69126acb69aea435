package dev.tokenstorm.settings;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting of a run, each once. Flags, their help, variables and plan files are all made from
 * this table, so that they cannot differ.
 */
public final class RunSettings {
  /** All of them, group by group, in the order of help texts and plan files. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              TargetSettings.ALL,
              LoadSettings.ALL,
              GreetingSettings.ALL,
              CompletionSettings.ALL,
              WorkerSettings.ALL,
              FaultSettings.ALL,
              PermissionSettings.ALL,
              CheckSettings.ALL,
              OutputSettings.ALL,
              HistorySettings.ALL,
              InvocationSettings.ALL)
          .<Setting<?>>flatMap(Collection::stream)
          .toList();

  /** Those that name a target, for every command that needs one. */
  public static final List<Setting<?>> TARGET_ONLY =
      List.of(
          TargetSettings.TARGET,
          TargetSettings.NAMESPACE,
          TargetSettings.PROFILE,
          TargetSettings.DEV_SERVER_PATH,
          TargetSettings.DEV_SERVER_ARG,
          InvocationSettings.PLAN,
          InvocationSettings.DEBUG);

  private RunSettings() {}

  /** The setting of a plan file's key. */
  static Optional<Setting<?>> named(String name) {
    return ALL.stream()
        .<Setting<?>>map(setting -> setting)
        .filter(setting -> setting.names().contains(name))
        .findFirst();
  }

  /** All keys that a plan file can have. */
  static List<String> planKeys() {
    return ALL.stream()
        .filter(Setting::inPlan)
        .flatMap(setting -> setting.names().stream())
        .toList();
  }

  /** The names of all settings that a plan can hold. */
  static List<String> planNames() {
    return ALL.stream().filter(Setting::inPlan).map(Setting::name).toList();
  }
}
