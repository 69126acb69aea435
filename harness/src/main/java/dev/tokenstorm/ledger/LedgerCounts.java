package dev.tokenstorm.ledger;

import java.util.Map;

/**
 * The ledger's counts at one moment. Each is counted at its transition, none by subtraction. A
 * snapshot of a running cell is read counter by counter and need not balance; the last one must.
 *
 * @param intended arrivals the schedule called for, dropped ones included
 * @param dropped arrivals dropped at the in-flight bound of an open loop
 * @param rejected starts that the target refused; no workflow came of them
 * @param started workflows started
 * @param notReached arrivals of the plan that the driver did not come to, because it was stopped
 *     before; they are not among the intended ones
 * @param workflows final states of started workflows; every final {@link ExecutionState} is a key
 * @param issued tokens issued to us
 * @param tokens final states of issued tokens; every final {@link TokenState} is a key
 * @param unissued attempts that the server started or closed of which no token reached us
 * @param foreign tokens of workflows that are not ours
 * @param wrongEnds workflows that ended otherwise than their draws say
 * @param audited workflows whose history was compared
 * @param unaudited workflows whose history was to be compared and was not read
 * @param discrepancies disagreements that the audit found
 * @param failedByUnissued workflows that failed because activities ran out of attempts, some of
 *     which were unissued, and would not have failed otherwise; they are among the failed ones
 */
public record LedgerCounts(
    long intended,
    long dropped,
    long rejected,
    long started,
    long notReached,
    Map<ExecutionState, Long> workflows,
    long issued,
    Map<TokenState, Long> tokens,
    long unissued,
    long foreign,
    long wrongEnds,
    long audited,
    long unaudited,
    long discrepancies,
    long failedByUnissued) {

  /** Arrivals that the plan calls for, whether the driver came to them or not. */
  public long planned() {
    return intended + notReached;
  }

  public long workflows(ExecutionState state) {
    return workflows.getOrDefault(state, 0L);
  }

  public long tokens(TokenState state) {
    return tokens.getOrDefault(state, 0L);
  }

  /** Workflows that reached a final state. */
  public long workflowsSettled() {
    return workflows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Tokens that reached a final state. */
  public long tokensSettled() {
    return tokens.values().stream().mapToLong(Long::longValue).sum();
  }
}
