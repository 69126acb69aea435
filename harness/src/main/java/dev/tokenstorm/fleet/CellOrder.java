package dev.tokenstorm.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.result.StoredJson;
import dev.tokenstorm.settings.CellPlan;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;

/**
 * What a coordinator orders of a cell.
 *
 * @param fleet identity of the fleet's run
 * @param yaml the fleet's plan
 */
record CellOrder(RunIdentity fleet, Share share, String yaml) {
  private static final int MOST_CELLS = 1_000;

  /**
   * Makes one.
   *
   * @param plan as the cells are told it
   */
  static CellOrder of(RunPlan plan, Share share) {
    return new CellOrder(
        new RunIdentity(plan.runId(), plan.seed()), share, PlanYaml.write(plan));
  }

  String text() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("run_id", fleet.runId());
    tree.put("seed", fleet.seed());
    tree.put("cell", share.index());
    tree.put("cells", share.count());
    tree.put("plan", yaml);
    return tree.toString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws UsageException if it is something else
   */
  static CellOrder read(String text) {
    try {
      JsonNode tree = StoredJson.read(text);
      String runId = tree.path("run_id").asText();
      int cells = tree.path("cells").asInt();
      int cell = tree.path("cell").asInt(-1);
      // It becomes part of ids, folders and queries.
      if (!runId.matches("[a-z0-9][a-z0-9-]{0,90}")
          || cells < 1
          || cells > MOST_CELLS
          || cell < 0
          || cell >= cells) {
        throw noOrder();
      }
      return new CellOrder(
          new RunIdentity(runId, tree.path("seed").asLong()),
          new Share(cell, cells),
          tree.path("plan").asText());
    } catch (JsonProcessingException noJson) {
      throw noOrder();
    }
  }

  private static UsageException noOrder() {
    return new UsageException("The coordinator sent no plan that this program understands.");
  }

  /**
   * Returns the cell's own plan.
   *
   * @param folder of its results
   * @throws UsageException if it cannot be carried out here
   */
  RunPlan plan(Path folder) {
    return CellPlan.read(yaml, fleet, share, folder);
  }
}
