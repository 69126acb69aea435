package dev.tokenstorm.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings for tests. */
final class Sources {

  private Sources() {}

  /** Flags, given as names and values in turn. */
  static Map<Setting<?>, Given> flags(String... namesAndValues) {
    Map<Setting<?>, Given> flags = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Setting<?> setting = RunSettings.named(namesAndValues[i]).orElseThrow();
      flags.put(
          setting, new Given(Given.Source.FLAG, setting.flag(), List.of(namesAndValues[i + 1])));
    }
    return flags;
  }

  /** A plan of flags alone. */
  static RunPlan plan(String... namesAndValues) {
    return merged(flags(namesAndValues));
  }

  /** A plan of several sources. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static RunPlan merged(Map<Setting<?>, Given>... sources) {
    return PlanParser.run(
        Settings.of(List.of(sources)), new RunIdentity("20261122-193015-4f2a", 42));
  }
}
