package dev.tokenstorm.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.drill.DrillJson;
import dev.tokenstorm.drill.DrillRecord;
import dev.tokenstorm.server.TargetInfo;

/** The page of drills: one HTML file that needs nothing beside it but for its links. */
public final class DrillReport {
  /** Name of the page in the drills' folder. */
  public static final String FILE = "drills.html";

  private DrillReport() {}

  /** Returns the text of the HTML file. */
  public static String html(DrillRecord drills) {
    return new Page().with(data(drills));
  }

  static ObjectNode data(DrillRecord drills) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("mode", "drills");
    data.put("headline", DrillHeadline.of(drills));
    drills
        .state()
        .target()
        .flatMap(TargetInfo::caveat)
        .ifPresent(caveat -> data.put("caveat", caveat));
    data.set("drills", DrillJson.tree(drills));
    return data;
  }
}
