package dev.tokenstorm.ledger;

/**
 * A restart: after a reset the attempts of an activity are counted from 1 again. Then another
 * attempt follows a failed one, whatever its number.
 */
enum Restart {
  NONE,
  /** A reset was requested, and it is not known from which attempt on it counts. */
  POSSIBLE,
  /**
   * The server took a reset while the latest attempt was under way: the next one is attempt 1. It
   * is never so in a workflow, where the attempt under way itself becomes attempt 1.
   */
  CERTAIN
}
