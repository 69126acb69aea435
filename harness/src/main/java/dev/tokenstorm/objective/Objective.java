package dev.tokenstorm.objective;

import java.time.Duration;
import java.util.Optional;

/**
 * An objective: a condition on a figure of a run.
 *
 * @param part of the run whose figure it is
 * @param bound in the figure's unit; at least 0
 * @param abortAfter stops the run early when the figure is otherwise, once its part has lasted so
 *     long; empty for an objective that is judged at the end only
 */
public record Objective(
    RunPart part, Figure figure, Operator comparison, double bound, Optional<Duration> abortAfter) {

  /** The figure's name, after its part's if that is not the one meant by default. */
  public String figureName() {
    return new PartFigure(part, figure).name();
  }

  /** The requirement as a plan file has it, without what is to happen when it is not met. */
  public String requirement() {
    return figureName() + " " + comparison.sign() + " " + figure.unit().print(bound);
  }
}
