package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.objective.FigureText;
import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.text.Humanize;
import java.util.OptionalDouble;

/**
 * The judgement on an objective.
 *
 * @param objective that was judged
 * @param measured the figure, in its unit; empty if there is none
 * @param outcome whether the objective was met
 */
public record ObjectiveResult(Objective objective, OptionalDouble measured, Outcome outcome) {

  /** Possible judgements on an objective. */
  public enum Outcome implements Keyed {
    MET,
    MISSED,
    /** The figure does not exist, because nothing was recorded. */
    NO_SAMPLES;

    /** Returns the outcome in words. */
    public String words() {
      return switch (this) {
        case MET -> "met";
        case MISSED -> "not met";
        case NO_SAMPLES -> "no samples";
      };
    }
  }

  /** Compares an objective with its figure. */
  public static ObjectiveResult of(Objective objective, OptionalDouble measured) {
    if (measured.isEmpty()) {
      return new ObjectiveResult(objective, measured, Outcome.NO_SAMPLES);
    }
    boolean holds = objective.comparison().holds(measured.getAsDouble(), objective.bound());
    return new ObjectiveResult(objective, measured, holds ? Outcome.MET : Outcome.MISSED);
  }

  /** Returns whether the objective was met. */
  public boolean met() {
    return outcome == Outcome.MET;
  }

  /** Returns what was required, such as {@code completion.p99 < 50ms}. */
  public String requirement() {
    return objective.requirement();
  }

  /** Returns the figure as people read it. */
  public String shown() {
    return measured.isPresent()
        ? FigureText.of(objective.figure().unit(), measured.getAsDouble())
        : Humanize.UNKNOWN;
  }
}
