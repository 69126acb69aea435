package dev.tokenstorm.ledger;

import java.util.ArrayList;
import java.util.List;

/** The sums that must add up when nothing moves any more. */
final class Conservation {
  private Conservation() {}

  /** One sentence for each sum that does not. */
  static List<String> imbalances(LedgerCounts counts, OperatorCounts operators) {
    List<String> imbalances = new ArrayList<>();
    compare(
        imbalances,
        "arrivals were intended",
        counts.intended(),
        "were dropped, rejected or started",
        counts.dropped() + counts.rejected() + counts.started());
    compare(
        imbalances,
        "executions were started",
        counts.started(),
        "reached a final state",
        counts.workflowsSettled());
    compare(
        imbalances,
        "tokens were issued",
        counts.issued(),
        "reached a final state",
        counts.tokensSettled());
    compare(imbalances, "pauses began", operators.begun(), "ended", operators.ended());
    return imbalances;
  }

  private static void compare(
      List<String> imbalances, String what, long left, String where, long right) {
    if (left != right) {
      imbalances.add(left + " " + what + ", but " + right + " " + where + ".");
    }
  }
}
