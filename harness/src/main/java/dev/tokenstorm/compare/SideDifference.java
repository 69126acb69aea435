package dev.tokenstorm.compare;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.PlanYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something in which the sides of a comparison differ: a setting, or what their targets say.
 *
 * @param values each side's, in the order of the plan
 */
public record SideDifference(String name, List<String> values) {
  private static final String NOT_GIVEN = "–";

  public SideDifference {
    values = List.copyOf(values);
  }

  /** Returns all of them. */
  public static List<SideDifference> of(CompareRecord comparison) {
    List<RunPlan> plans = comparison.plan().examples();
    List<Map<String, String>> sides = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int side = 0; side < plans.size(); side++) {
      Map<String, String> texts = texts(plans.get(side), comparison.targets().get(side));
      sides.add(texts);
      names.addAll(texts.keySet());
    }
    return names.stream()
        .map(
            name ->
                new SideDifference(
                    name, sides.stream().map(side -> side.getOrDefault(name, NOT_GIVEN)).toList()))
        .filter(difference -> difference.values().stream().distinct().count() > 1)
        .toList();
  }

  private static Map<String, String> texts(RunPlan plan, TargetInfo target) {
    Map<String, String> texts = new LinkedHashMap<>();
    PlanYaml.settings(plan).forEach((name, value) -> texts.put(name, text(value)));
    texts.put("target's address", target.address());
    target.serverVersion().ifPresent(version -> texts.put("server", version));
    return texts;
  }

  private static String text(Object value) {
    return value instanceof List<?> many
        ? many.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(value);
  }
}
