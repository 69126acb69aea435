package dev.tokenstorm.verdict;

import static dev.tokenstorm.verdict.CountSentence.counted;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks the conditions that every run must meet, whatever its figures are. */
final class Invariants {
  private Invariants() {}

  /** Returns all invariants, always in the same order. */
  static List<Invariant> of(RunResult result) {
    LedgerCounts counts = result.ledger().counts();
    WorkloadKind workload = result.facts().plan().workload();
    List<Invariant> invariants = new ArrayList<>(ofEveryRun(result, counts, workload));
    if (result.facts().plan().faults().any()) {
      invariants.add(invariant("Every fault happens", missedFaults(result)));
    }
    if (result.facts().plan().faults().any() || !result.notUndone().isEmpty()) {
      invariants.add(invariant("Every fault is undone", leftovers(result)));
    }
    return List.copyOf(invariants);
  }

  private static Stream<String> leftovers(RunResult result) {
    return Stream.concat(
        result.faults().stream().flatMap(fault -> fault.leftover().stream()),
        result.notUndone().stream()
            .map(one -> "The run was killed before it could undo this: %s.".formatted(one.what())));
  }

  private static Stream<String> missedFaults(RunResult result) {
    return result.faults().stream()
        .filter(fault -> !fault.happened())
        .map(
            fault ->
                "Fault %d (%s) did not happen: %s."
                    .formatted(fault.number(), fault.text(), fault.witness()));
  }

  private static List<Invariant> ofEveryRun(
      RunResult result, LedgerCounts counts, WorkloadKind workload) {
    return List.of(
        new Invariant(
            Invariant.ENDED,
            brokenEnd(result.ending()).toList(),
            // An end that the user asked for is no fault.
            result.ending().interrupted()),
        invariant(Invariant.CARRIED_OUT, Shortfall.breaches(result)),
        invariant(
            "The ledger balances",
            result.ledger().imbalances().stream()
                .map(imbalance -> "The ledger does not balance: " + imbalance)),
        invariant(
            workload.heading() + " end as they were drawn",
            counted(counts.wrongEnds(), workload.noun(), "ended otherwise than the draws say.")),
        invariant(
            "The audit agrees with the ledger",
            counted(
                counts.discrepancies(),
                "statement",
                "of the ledger {was} contradicted by the audit.")),
        invariant(Invariant.measured(workload), unmeasured(result)),
        invariant(
            workload == WorkloadKind.GREETING
                ? "Histories can be read"
                : "Descriptions can be read",
            counted(
                counts.unaudited(),
                workload == WorkloadKind.GREETING ? "history" : "description",
                "could not be read for the audit, or too many waited to try.")),
        invariant(
            "Starts are accepted",
            counted(counts.rejected(), "start", "{was} refused by the target for good.")),
        invariant(
            "Every " + workload.noun() + " closes",
            Stream.of(
                    counted(
                        counts.workflows(ExecutionState.TERMINATED),
                        workload.noun(),
                        "did not close before --drain-timeout and had to be terminated."),
                    counted(
                        counts.workflows(ExecutionState.OPEN_AT_END),
                        workload.noun(),
                        "{was} left open."),
                    counted(
                        counts.workflows(ExecutionState.UNKNOWN),
                        workload.noun(),
                        "{was} lost sight of."))
                .flatMap(sentence -> sentence)),
        invariant(
            "Every token is settled",
            Stream.concat(
                counted(counts.tokens(TokenState.PENDING), "token", "{was} left pending."),
                counted(counts.tokens(TokenState.UNKNOWN), "token", "{was} lost sight of."))));
  }

  private static Invariant invariant(String name, Stream<String> breaches) {
    return new Invariant(name, breaches.toList(), false);
  }

  private static Stream<String> brokenEnd(Ending ending) {
    return switch (ending.how()) {
      case FINISHED, TAKEN_UP -> Stream.empty();
      case ABORTED, NOT_PARKED, INTERRUPTED, TARGET_LOST, FAILED, KILLED ->
          Stream.of(ending.sentence());
    };
  }

  private static Stream<String> unmeasured(RunResult result) {
    String noun = result.facts().plan().workload().noun();
    if (result.ledger().counts().started() == 0) {
      return Stream.of("No " + noun + " started.");
    }
    return result.run().startsTimed() == 0
        ? Stream.of("No " + noun + " was measured; lengthen the run or shorten --warmup.")
        : Stream.empty();
  }
}
