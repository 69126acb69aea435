package dev.tokenstorm.run;

/** What somebody who only wants to know how it went is told of a run or a search. */
public enum ExitState {
  PASSED,
  /** It could not come to its end, or some of its results could not be written. */
  COULD_NOT,
  FAILED,
  UNTRUSTWORTHY,
  INTERRUPTED
}
