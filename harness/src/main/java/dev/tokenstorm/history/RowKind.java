package dev.tokenstorm.history;

import dev.tokenstorm.measurement.Keyed;

/** What a row of a history is of. */
public enum RowKind implements Keyed {
  /** One run, with its figures. */
  RUN,
  /** The answer of {@code tune}. */
  TUNE,
  /** The answer of {@code capacity}. */
  CAPACITY
}
