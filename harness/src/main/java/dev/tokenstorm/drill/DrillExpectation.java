package dev.tokenstorm.drill;

/** What has to come of a drill for it to hold. */
public enum DrillExpectation {
  /** Its fault happens, and its run passes: nothing is lost, and the objectives are met. */
  PASSES,
  /** The same, and the server refuses calls because of a limit of its own. */
  IS_THROTTLED,
  /** The run gives its target up in time, and its ledger balances over what can be known. */
  LOSES_ITS_TARGET,
  /** The harness is killed. A second one brings to its end what is open, and both balance. */
  IS_TAKEN_UP,
  /** The disk for its results becomes full. Its figures are whole, and it says what is missing. */
  OUTLIVES_ITS_DISK
}
