package dev.tokenstorm.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Something in which the runs of two sides differ beside their figures.
 *
 * @param part {@code plan}, {@code target} or {@code host}
 * @param name of a setting, or of what the target or the host has
 * @param against the first side's values, each once
 * @param values the other side's
 */
public record PastDifference(String part, String name, List<String> against, List<String> values) {
  private static final List<String> PARTS = List.of("plan", "target", "host");

  /** What makes each run another one, and says nothing of what it is like. */
  private static final Set<String> OF_EACH_RUN = Set.of("seed", "task-queue");

  private static final String NOT_GIVEN = "none";

  public PastDifference {
    against = List.copyOf(against);
    values = List.copyOf(values);
  }

  /** Returns all of them; values that differ within a side count as well. */
  static List<PastDifference> between(PastSide against, PastSide side) {
    List<PastDifference> differences = new ArrayList<>();
    for (String part : PARTS) {
      Set<String> names = new TreeSet<>();
      List.of(against, side)
          .forEach(
              each ->
                  each.runs().forEach(run -> PastRun.names(run.part(part)).forEach(names::add)));
      names.removeAll(OF_EACH_RUN);
      for (String name : names) {
        Set<String> one = values(against, part, name);
        Set<String> other = values(side, part, name);
        if (!one.equals(other) || one.size() > 1) {
          differences.add(new PastDifference(part, name, List.copyOf(one), List.copyOf(other)));
        }
      }
    }
    return differences;
  }

  private static Set<String> values(PastSide side, String part, String name) {
    return side.runs().stream()
        .map(run -> run.part(part).path(name))
        .map(PastDifference::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode()) {
      return NOT_GIVEN;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
