package dev.tokenstorm.report;

import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in words what a fault cost. */
final class FaultCostWords {
  private FaultCostWords() {}

  /** Returns how long the run took to recover; a sentence where there is no figure. */
  static String recovery(FaultCost cost) {
    return cost.recovery().nanos().isPresent()
        ? "recovered "
            + Humanize.seconds(Nanos.toSeconds(cost.recovery().nanos().getAsLong()))
            + " after it"
        : cost.recovery().reason();
  }

  /** Returns what happened in the window, and what did not. */
  static String window(WorkloadKind workload, FaultCost cost) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "%s of %s went wrong"
            .formatted(Humanize.count(cost.errorCount()), Humanize.count(cost.calls(), "call")));
    cost.missing()
        .ifPresent(
            missing ->
                parts.add(
                    "%s and %s missing"
                        .formatted(
                            Humanize.count(missing.closed(), workload.noun()),
                            Humanize.count(missing.completions(), "completion"))));
    if (cost.gapNanos() > 0) {
      parts.add(Humanize.seconds(cost.gapSeconds()) + " without a completion");
    }
    return String.join(", ", parts);
  }

  /** Returns what became of tokens and attempts; empty if nothing was doubtful or lost. */
  static Optional<String> tokens(FaultCost cost) {
    List<String> parts = new ArrayList<>();
    if (cost.doubtful() > 0) {
      List<String> settled = new ArrayList<>();
      for (TokenState state : TokenState.values()) {
        add(settled, cost.doubts().getOrDefault(state, 0L), state.key().replace('_', ' '));
      }
      parts.add(
          Humanize.count(cost.doubtful(), "doubtful token") + " = " + String.join(" + ", settled));
    }
    List<String> attempts = new ArrayList<>();
    add(attempts, cost.attempts().superseded(), "superseded");
    add(attempts, cost.attempts().timedOut(), "timed out");
    add(attempts, cost.attempts().unissued(), "unissued");
    if (!attempts.isEmpty()) {
      parts.add("attempts: " + String.join(", ", attempts));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
  }

  private static void add(List<String> terms, long count, String word) {
    if (count != 0) {
      terms.add(Humanize.count(count) + " " + word);
    }
  }
}
