package dev.tokenstorm.history;

import dev.tokenstorm.measurement.Keyed;

/** The kinds of rows of a history: of a run, or of a search's answer. */
public enum RowKind implements Keyed {
  /** One run, with its figures. */
  RUN,
  /** The answer of {@code tune}. */
  TUNE,
  /** The answer of {@code capacity}. */
  CAPACITY
}
