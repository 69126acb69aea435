package dev.tokenstorm.comparison;

import dev.tokenstorm.measurement.Keyed;

/** What runs say of an expectation. */
public enum ExpectationOutcome implements Keyed {
  SHOWN,
  SHOWN_FALSE,
  UNDECIDED
}
