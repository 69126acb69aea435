package dev.tokenstorm.run;

/**
 * The state that a run, a search or a comparison ends in, for whoever only wants to know how it
 * went.
 */
public enum ExitState {
  PASSED,
  /** It could not come to its end, or some of its results could not be written. */
  COULD_NOT,
  FAILED,
  UNTRUSTWORTHY,
  INTERRUPTED
}
