package dev.tokenstorm.cli;

import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.PlanFile;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.SettingVariables;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Brings together flags, variables and the plan file that one of the two names. */
final class SettingSources {
  private final Console console;

  SettingSources(Console console) {
    this.console = console;
  }

  /**
   * The settings of one call. Variables that are not known are warned of.
   *
   * @throws dev.tokenstorm.text.UsageException when the plan file is wrong
   */
  Settings with(Map<Setting<?>, GivenValue> flags) {
    return with(flags, PlanFile::read);
  }

  /**
   * The same for a command whose plan file may hold more than settings.
   *
   * @param reading gives the settings of the file
   */
  Settings with(
      Map<Setting<?>, GivenValue> flags, Function<Path, Map<Setting<?>, GivenValue>> reading) {
    SettingVariables.warnings(console.environment()).forEach(console::message);
    Map<Setting<?>, GivenValue> variables = SettingVariables.read(console.environment());
    Map<Setting<?>, GivenValue> file =
        withoutFile(flags).find(InvocationSettings.PLAN).map(reading).orElse(Map.of());
    return Settings.of(List.of(flags, variables, file));
  }

  /**
   * The same as far as files for the verdict need it, whatever else is wrong.
   *
   * @throws dev.tokenstorm.text.UsageException when these settings are wrong
   */
  Settings ofReports(Map<Setting<?>, GivenValue> flags) {
    Map<Setting<?>, GivenValue> file;
    try {
      file =
          withoutFile(flags)
              .find(InvocationSettings.PLAN)
              .map(
                  plan ->
                      PlanFile.read(
                          plan, Set.of(OutputSettings.REPORT, InvocationSettings.DRY_RUN)))
              .orElse(Map.of());
    } catch (UsageException unreadable) {
      file = Map.of();
    }
    return Settings.of(List.of(flags, SettingVariables.read(console.environment()), file));
  }

  private Settings withoutFile(Map<Setting<?>, GivenValue> flags) {
    return Settings.of(List.of(flags, SettingVariables.read(console.environment())));
  }
}
