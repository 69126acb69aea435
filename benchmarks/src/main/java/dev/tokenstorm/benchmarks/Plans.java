package dev.tokenstorm.benchmarks;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.PlanParser;
import dev.tokenstorm.settings.RunSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes plans as the command line does. */
final class Plans {
  private Plans() {}

  /**
   * Returns a plan of the defaults and these flags.
   *
   * @param namesAndValues flags without their dashes, each followed by its value
   */
  static RunPlan of(String... namesAndValues) {
    Map<Setting<?>, GivenValue> flags = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      flags.put(
          setting(namesAndValues[i]),
          new GivenValue(
              GivenValue.Source.FLAG, "--" + namesAndValues[i], List.of(namesAndValues[i + 1])));
    }
    return PlanParser.run(Settings.of(List.of(flags)), RunIdentity.create(Clock.systemUTC()));
  }

  private static Setting<?> setting(String name) {
    return RunSettings.ALL.stream()
        .filter(setting -> setting.flag().equals("--" + name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no setting named " + name));
  }
}
