package dev.tokenstorm.settings;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings for tests. */
public final class Sources {

  private Sources() {}

  /** Flags, given as names and values in turn; that of a list may come again. */
  static Map<Setting<?>, GivenValue> flags(String... namesAndValues) {
    Map<Setting<?>, GivenValue> flags = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Setting<?> setting = RunSettings.named(namesAndValues[i]).orElseThrow();
      GivenValue given =
          new GivenValue(GivenValue.Source.FLAG, setting.flag(), List.of(namesAndValues[i + 1]));
      flags.merge(setting, given, Sources::both);
    }
    return flags;
  }

  private static GivenValue both(GivenValue one, GivenValue other) {
    List<String> texts = new ArrayList<>(one.texts());
    texts.addAll(other.texts());
    return new GivenValue(one.source(), one.label(), texts);
  }

  /** A plan of flags alone. */
  public static RunPlan plan(String... namesAndValues) {
    return merged(flags(namesAndValues));
  }

  /** A plan of several sources. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static RunPlan merged(Map<Setting<?>, GivenValue>... sources) {
    return PlanParser.run(
        Settings.of(List.of(sources)), new RunIdentity("20261122-193015-4f2a", 42));
  }
}
