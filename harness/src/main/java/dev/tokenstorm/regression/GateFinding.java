package dev.tokenstorm.regression;

import dev.tokenstorm.measurement.Keyed;

/** The gate's finding on one figure of the newest run. */
public enum GateFinding implements Keyed {
  NO_WORSE,
  WORSE,

  /** It is worse, and somebody has accepted it. */
  ACCEPTED,

  /** There are too few runs to compare it with. */
  TOO_FEW_BEFORE,

  /** The newest run does not have the figure, or it is zero there. */
  NOT_MEASURED
}
