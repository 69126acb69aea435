package dev.tokenstorm.ledger;

import java.util.List;

/**
 * The ledger when a run has ended.
 *
 * @param counts final counts
 * @param operators what operators did to activities
 * @param imbalances one sentence for each sum that does not add up; empty when the ledger balances
 * @param findings whatever is wrong with single workflows and tokens, at most the ledger's limit in
 *     memory; the rest is in {@code findings.jsonl} of the results
 * @param findingsTotal how many there were
 */
public record LedgerReport(
    LedgerCounts counts,
    OperatorCounts operators,
    List<String> imbalances,
    List<Finding> findings,
    long findingsTotal) {

  /** The ledger of a run without operators. */
  public LedgerReport(
      LedgerCounts counts, List<String> imbalances, List<Finding> findings, long findingsTotal) {
    this(counts, OperatorCounts.NONE, imbalances, findings, findingsTotal);
  }

  /** Whether every sum adds up. */
  public boolean balanced() {
    return imbalances.isEmpty();
  }

  /**
   * Something wrong with one workflow or token.
   *
   * @param kind such as {@code wrong-end}, {@code discrepancy}, {@code unsettled-token}
   * @param id workflow id, with {@code /branch.step#attempt} for a token
   * @param detail one sentence
   */
  public record Finding(String kind, String id, String detail) {}
}
