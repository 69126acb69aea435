package dev.tokenstorm.ledger;

import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.workload.ExecutionIds;

/** Counts what is wrong with single workflows and tokens, and names them by their ids. */
final class FindingLog {
  private final Findings findings;
  private final ExecutionIds ids;
  private final Shape shape;
  private final Counters counters;

  /**
   * @param shape of the executions, which says how an activity is named
   */
  FindingLog(Findings findings, ExecutionIds ids, Shape shape, Counters counters) {
    this.findings = findings;
    this.ids = ids;
    this.shape = shape;
    this.counters = counters;
  }

  /** A start was refused, which was counted there. */
  void rejectedStart(long number, String reason) {
    findings.add("rejected-start", ids.id(number), reason);
  }

  /** Ledger and server disagree. */
  void discrepancy(long number, String sentence) {
    counters.discrepancies.increment();
    findings.add("discrepancy", ids.id(number), sentence);
  }

  /** A workflow ended otherwise than its draws say. */
  void wrongEnd(long number, String sentence) {
    counters.wrongEnds.increment();
    findings.add("wrong-end", ids.id(number), sentence);
  }

  /** A token was lost by the harness. */
  void unsettled(Token token) {
    findings.add(
        "unsettled-token", id(token), "It was issued, and nothing says what became of it.");
  }

  /** A workflow was lost by the harness. */
  void unsettled(ExecutionEntry entry) {
    findings.add(
        "unsettled-workflow",
        ids.id(entry.number()),
        "It is " + entry.state().key() + ", and nothing says what became of it.");
  }

  /** The first so many, and how many there were, beside the counts at the end. */
  LedgerReport report(LedgerCounts counts) {
    OperatorCounts operators = counters.operators.snapshot();
    return new LedgerReport(
        counts,
        operators,
        Conservation.imbalances(counts, operators),
        findings.kept(),
        findings.total());
  }

  private String id(Token token) {
    return ids.id(token.execution().number())
        + "/"
        + shape.place(token.activity())
        + "#"
        + token.attempt();
  }
}
