package dev.tokenstorm.regression;

import dev.tokenstorm.measurement.Keyed;

/** The outcome of a gate, which decides the exit code. */
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
