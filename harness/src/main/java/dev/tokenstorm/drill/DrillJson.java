package dev.tokenstorm.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.result.DocumentJson;
import java.util.Optional;

/** Writes drills as the document {@code docs/schema/tokenstorm.drill-v1.schema.json} describes. */
public final class DrillJson {
  /** What the document's {@code schema} says. */
  static final String SCHEMA = "tokenstorm.drill/v1";

  /** Name of the field that names the settings which a plan file gave. */
  static final String OF_PLAN_FILE = "plan_file_settings";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DrillJson() {}

  /** Returns the document, indented, with a newline at its end. */
  public static String write(DrillRecord drills) {
    return DocumentJson.text(tree(drills));
  }

  /** Returns the document as a tree. */
  public static ObjectNode tree(DrillRecord drills) {
    DrillPlan plan = drills.plan();
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("schema", SCHEMA);
    tree.put("drill_id", plan.identity().runId());
    tree.put("started_at", drills.startedAt().toString());
    tree.put("seed", plan.identity().seed());
    tree.put("ending", drills.state().end().map(DrillEnd::key).orElse("under-way"));
    tree.put("outcome", drills.state().outcome().key());
    tree.put("target", plan.target());
    tree.set("host", DocumentJson.host(drills.host()));
    tree.set("settings", DocumentJson.settings(plan.given()));
    plan.ofPlanFile().stream().sorted().forEach(tree.putArray(OF_PLAN_FILE)::add);
    ArrayNode each = tree.putArray("drills");
    for (PlannedDrill drill : plan.drills()) {
      drill(each.addObject(), drill, drills.state().row(drill));
    }
    return tree;
  }

  private static void drill(ObjectNode tree, PlannedDrill drill, Optional<DrillRow> row) {
    tree.put("name", drill.name());
    tree.put("purpose", drill.drill().purpose());
    row.ifPresent(over -> DrillRowJson.write(tree, over));
  }
}
