package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.ExecutionEnd;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of an audit: what a workflow's history says.
 *
 * @param end how it closed; empty when its history could not be read
 * @param settled final states of the tokens that had none
 * @param missed attempts of which no token reached us and that the ledger did not know of
 * @param discrepancies disagreements with the ledger, one sentence each
 */
public record AuditResult(
    Optional<ExecutionEnd> end,
    Map<Token, TokenState> settled,
    List<Attempt> missed,
    List<String> discrepancies) {

  /** One attempt of one activity. */
  public record Attempt(int activity, int attempt) {}

  /** The history is out of reach: all that is open stays unknown. */
  public static AuditResult unreachable() {
    return new AuditResult(Optional.empty(), Map.of(), List.of(), List.of());
  }
}
