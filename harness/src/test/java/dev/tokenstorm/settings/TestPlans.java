package dev.tokenstorm.settings;

import dev.tokenstorm.compare.CompareParser;
import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.compare.CompareSettings;
import dev.tokenstorm.drill.DrillParser;
import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.drill.DrillSettings;
import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.search.SearchParser;
import dev.tokenstorm.search.SearchPlan;
import dev.tokenstorm.search.SearchSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans for the tests of other packages. */
public final class TestPlans {
  private static final RunIdentity IDENTITY = new RunIdentity("20261122-193015-4f2a", 42);

  private TestPlans() {}

  /** The plan that these flags make, given as names and values in turn. */
  public static RunPlan plan(String... namesAndValues) {
    return Sources.plan(namesAndValues);
  }

  /** The same for a run beside others on one server, with an id of its own. */
  public static RunPlan planOfItsOwnRun(String... namesAndValues) {
    return planOf(RunIdentity.create(Clock.systemUTC()), namesAndValues);
  }

  /** The same for a run that is called as the test wants it. */
  public static RunPlan planOf(RunIdentity identity, String... namesAndValues) {
    return PlanParser.run(Settings.of(List.of(Sources.flags(namesAndValues))), identity);
  }

  /** An objective, for a plan that can judge it. */
  public static Objective objective(String text) {
    List<String> flags =
        new ArrayList<>(List.of("require", text, "rate", "1/s", "workflows", "1", "warmup", "1s"));
    if (text.startsWith("fault")) {
      flags.addAll(List.of("target", "null"));
      for (String fault : List.of("1s: cut 1s", "3s: stall 1s", "5s: reset 10%")) {
        flags.addAll(List.of("fault", fault));
      }
    }
    if (text.contains("result-seen")) {
      flags.addAll(List.of("workload", "standalone", "target", "null"));
    }
    return plan(flags.toArray(String[]::new)).verdict().objectives().get(0);
  }

  /** The plan of {@code tune}, of flags given as names and values in turn. */
  public static SearchPlan tune(String... namesAndValues) {
    return SearchParser.tune(settings(SearchSettings.TUNE_ALL, namesAndValues), IDENTITY);
  }

  /** The plan of {@code capacity}, of flags given as names and values in turn. */
  public static SearchPlan capacity(String... namesAndValues) {
    return SearchParser.capacity(settings(SearchSettings.CAPACITY_ALL, namesAndValues), IDENTITY);
  }

  /** The plan of {@code compare}, of flags given as names and values in turn. */
  public static ComparePlan compare(String... namesAndValues) {
    return CompareParser.plan(
        settings(CompareSettings.ALL, namesAndValues), IDENTITY, Optional.empty());
  }

  /** The plan of {@code drill}, of flags given as names and values in turn. */
  public static DrillPlan drills(List<GivenDrill> own, String... namesAndValues) {
    return DrillParser.plan(
        settings(DrillSettings.ALL, namesAndValues), DrillParser.drills(own), IDENTITY);
  }

  /** A drill of a plan file, of settings given as names and values in turn. */
  public static GivenDrill drill(String name, String... namesAndValues) {
    Map<Setting<?>, GivenValue> given = new LinkedHashMap<>();
    Sources.flags(namesAndValues)
        .forEach(
            (setting, value) ->
                given.put(
                    setting,
                    new GivenValue(
                        GivenValue.Source.PLAN_FILE,
                        setting.name() + " in drills.yaml",
                        value.texts())));
    return new GivenDrill(name, "name in drills.yaml (line 2)", given);
  }

  private static Settings settings(List<Setting<?>> all, String... namesAndValues) {
    Map<Setting<?>, GivenValue> flags = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = namesAndValues[i];
      Setting<?> setting =
          all.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
      flags.put(
          setting,
          new GivenValue(GivenValue.Source.FLAG, setting.flag(), List.of(namesAndValues[i + 1])));
    }
    return Settings.of(List.of(flags));
  }
}
