package dev.tokenstorm.comparison;

import dev.tokenstorm.measurement.Keyed;

/** The outcome of a comparison as a whole; it decides the exit code. */
public enum ComparisonOutcome implements Keyed {
  PASSED,
  FAILED,
  UNDECIDED
}
