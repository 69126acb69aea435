package dev.tokenstorm.regression;

import dev.tokenstorm.measurement.Keyed;

/** What a gate comes to. */
public enum GateOutcome implements Keyed {
  PASSED,
  REGRESSION,

  /** It could not judge each figure. */
  UNDECIDED;

  /** What an answer comes to. */
  public static GateOutcome of(GateAnswer answer) {
    if (!answer.worse().isEmpty()) {
      return REGRESSION;
    }
    return answer.complete() ? PASSED : UNDECIDED;
  }
}
