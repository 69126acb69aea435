package dev.tokenstorm.drill;

import dev.tokenstorm.measurement.Keyed;

/** Why there will be no more drills. */
public enum DrillEnd implements Keyed {
  ALL_RUN,
  /** The user stopped them; what was run is kept. */
  INTERRUPTED
}
