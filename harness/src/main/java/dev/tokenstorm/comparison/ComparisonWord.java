package dev.tokenstorm.comparison;

import dev.tokenstorm.measurement.Keyed;

/** The word that runs give a figure of a side, beside the one that it is compared with. */
public enum ComparisonWord implements Keyed {
  /** The whole interval lies within the margin. */
  SAME,
  BETTER,
  WORSE,
  /** More, of a figure that is not better either way. */
  HIGHER,
  /** Less, of a figure that is not better either way. */
  LOWER,
  UNDECIDED
}
