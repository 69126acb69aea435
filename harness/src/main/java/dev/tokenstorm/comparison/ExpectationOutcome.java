package dev.tokenstorm.comparison;

import dev.tokenstorm.measurement.Keyed;

/** The outcome of an expectation, as runs show it. */
public enum ExpectationOutcome implements Keyed {
  SHOWN,
  SHOWN_FALSE,
  UNDECIDED
}
