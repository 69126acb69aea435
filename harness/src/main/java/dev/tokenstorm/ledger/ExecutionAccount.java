package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.ExecutionEnd;
import java.util.List;
import java.util.Optional;

/**
 * A copy of one workflow's account, to compare with its history.
 *
 * @param end as it was seen; empty while it is not known to be closed
 * @param activities those of which a token was issued
 */
public record ExecutionAccount(
    long number, Optional<ExecutionEnd> end, List<ActivityAccount> activities) {

  /**
   * One activity.
   *
   * @param activity its number
   * @param issued attempts of which a token reached us, since the last reset
   * @param unissued attempts known to have passed without one, since then
   * @param lastAttempt the highest attempt issued since then, as the server counts
   * @param lastToken the attempt that the latest token names; a reset may have renumbered it
   * @param restarts whether attempts may be counted from 1 again since, after a reset
   * @param outcome the latest token's state
   * @param unsettled its tokens that have no final state, oldest first
   */
  public record ActivityAccount(
      int activity,
      int issued,
      int unissued,
      int lastAttempt,
      int lastToken,
      boolean restarts,
      TokenState outcome,
      List<Token> unsettled) {}
}
