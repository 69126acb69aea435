package dev.tokenstorm.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The second names of the figures of whole executions. The document calls these figures after
 * workflows, which a workload need not have; either name is taken for every workload.
 */
final class ExecutionNames {
  /** What a name may begin with, or all of it, and what the document has in its place. */
  private static final Map<String, String> FAMILIES = families();

  private ExecutionNames() {}

  /** The document's name of a figure that is called by its second one. */
  static Optional<String> documented(String name) {
    return FAMILIES.entrySet().stream()
        .filter(family -> name.startsWith(family.getKey()))
        .findFirst()
        .map(family -> family.getValue() + name.substring(family.getKey().length()));
  }

  private static Map<String, String> families() {
    Map<String, String> families = new LinkedHashMap<>();
    families.put("executions.", "workflows.");
    for (String timed : new String[] {".", "-start.", "-raw.", "-corrected."}) {
      families.put("execution" + timed, "workflow" + timed);
    }
    families.put("generator.cpu-per-execution", "generator.cpu-per-greeting");
    families.put("audit.executions", "audit.workflows");
    return families;
  }
}
