package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.recovery.FaultCost;
import java.util.OptionalDouble;

/**
 * Writes what a fault cost as a JSON tree, in which figures of a phase stand where a phase has
 * them.
 */
final class FaultCostJson {
  private FaultCostJson() {}

  /** Adds the figures to the tree of a fault. */
  static void write(ObjectNode tree, FaultCost cost) {
    tree.put("seconds", cost.seconds());
    ObjectNode workflows = tree.putObject("workflows");
    workflows.put("closed", cost.closed());
    put(workflows, "rate_per_second", Ratio.of(cost.closed(), cost.seconds()));
    ObjectNode completions = tree.putObject("completions");
    completions.put("count", cost.completions());
    put(completions, "rate_per_second", Ratio.of(cost.completions(), cost.seconds()));
    cost.missing()
        .ifPresent(
            missing -> {
              workflows.put("missing", missing.closed());
              completions.put("missing", missing.completions());
            });
    completions.put("gap_max_seconds", cost.gapSeconds());
    tree.set("tokens", tokens(tree.objectNode(), cost));
    ObjectNode calls = tree.putObject("calls");
    calls.put("count", cost.calls());
    calls.put("errors", cost.errorCount());
    put(calls, "error_ratio", Ratio.of(cost.errorCount(), cost.calls()));
    tree.set("errors", RpcJson.write(cost.errors()));
    if (cost.recovery().nanos().isPresent()) {
      tree.put("recovery_seconds", Nanos.toSeconds(cost.recovery().nanos().getAsLong()));
    } else {
      tree.put("recovery_unknown", cost.recovery().reason());
    }
  }

  private static ObjectNode tokens(ObjectNode tree, FaultCost cost) {
    tree.put("superseded", cost.attempts().superseded());
    tree.put("timed_out", cost.attempts().timedOut());
    tree.put("unissued", cost.attempts().unissued());
    tree.put("doubtful", cost.doubtful());
    for (TokenState state : TokenState.values()) {
      if (state.isFinal()) {
        tree.put("doubtful_" + state.key(), cost.doubts().getOrDefault(state, 0L));
      }
    }
    return tree;
  }

  private static void put(ObjectNode tree, String name, OptionalDouble value) {
    if (value.isPresent()) {
      tree.put(name, value.getAsDouble());
    }
  }
}
