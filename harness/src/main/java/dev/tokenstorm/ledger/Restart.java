package dev.tokenstorm.ledger;

/**
 * Whether the attempts of an activity are about to be counted from 1 again, after a reset. Then
 * another attempt follows a failed one, whatever its number.
 */
enum Restart {
  NONE,
  /** A reset was requested, and it is not known from which attempt on it counts. */
  POSSIBLE,
  /** The server took a reset while the latest attempt was under way: the next one is attempt 1. */
  CERTAIN
}
