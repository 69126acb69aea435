package dev.tokenstorm.comparison;

import dev.tokenstorm.measurement.Keyed;

/** What a comparison as a whole comes to; it decides the exit code. */
public enum ComparisonOutcome implements Keyed {
  PASSED,
  FAILED,
  UNDECIDED
}
