package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.ledger.TokenState;

/** Writes how a run was taken up as the document has it. */
final class TakenUpJson {
  private TakenUpJson() {}

  static ObjectNode write(TakenUp takenUp) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("killed_after", takenUp.keptUntil().toString());
    tree.put("taken_up_at", takenUp.takenUpAt().toString());
    tree.set("first_life", LedgerJson.counts(takenUp.first()));
    ObjectNode executions = tree.putObject("executions");
    takenUp.listed().ifPresent(listed -> executions.put("listed", listed));
    executions.put("adopted", takenUp.adopted());
    executions.put("closed_before", takenUp.closedBefore());
    executions.put("unknown", takenUp.unknown());
    ObjectNode found = tree.putObject("pending_activities");
    found.put("found", takenUp.foundTokens());
    for (TokenState state : TokenState.values()) {
      if (state.isFinal()) {
        found.put(state.key(), takenUp.found().getOrDefault(state, 0L));
      }
    }
    return tree;
  }
}
