package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.plan.Objective;
import java.util.OptionalDouble;

/**
 * What came of an objective.
 *
 * @param measured the figure, in its unit; empty when there is none
 */
public record ObjectiveResult(Objective objective, OptionalDouble measured, Outcome outcome) {

  /** What can come of one. */
  public enum Outcome implements Keyed {
    MET,
    MISSED,
    /** There is no such figure, because nothing was recorded. */
    NO_SAMPLES;

    /** As people read it. */
    public String words() {
      return switch (this) {
        case MET -> "met";
        case MISSED -> "not met";
        case NO_SAMPLES -> "no samples";
      };
    }
  }

  /** An objective compared with its figure. */
  public static ObjectiveResult of(Objective objective, OptionalDouble measured) {
    if (measured.isEmpty()) {
      return new ObjectiveResult(objective, measured, Outcome.NO_SAMPLES);
    }
    boolean holds = objective.comparison().holds(measured.getAsDouble(), objective.bound());
    return new ObjectiveResult(objective, measured, holds ? Outcome.MET : Outcome.MISSED);
  }

  /** Whether it is what it has to be. */
  public boolean met() {
    return outcome == Outcome.MET;
  }

  /** What the figure has to be, such as {@code completion.p99 < 50ms}. */
  public String requirement() {
    return objective.requirement();
  }

  /** The figure as people read it. */
  public String shown() {
    return measured.isPresent()
        ? FigureText.of(objective.figure().unit(), measured.getAsDouble())
        : Humanize.UNKNOWN;
  }
}
