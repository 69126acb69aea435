package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Keyed;

/**
 * A reason why figures may not be about the server.
 *
 * @param kind what is doubted
 * @param sentence the doubt with its figure, and what to change
 */
public record Doubt(Kind kind, String sentence) {

  /** Kinds of doubt; {@code docs/methodology.md} has the limits of each. */
  public enum Kind implements Keyed {
    GENERATOR_LATE(true),
    HOST_SATURATED(true),
    OWN_PAUSES(true),
    WARM_UP(true),
    FEW_SAMPLES(true),
    NO_STEADY_STATE(false),
    LOAD_HELD_BACK(false);

    private final boolean excusing;

    Kind(boolean excusing) {
      this.excusing = excusing;
    }

    /**
     * Returns whether the doubt may explain a missed objective. If not, the objective counts as
     * missed.
     */
    public boolean excusing() {
      return excusing;
    }
  }
}
