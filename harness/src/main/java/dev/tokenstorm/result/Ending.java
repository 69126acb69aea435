package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Keyed;
import java.time.Duration;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param sentence says it to a person
 * @param breach the objective that stopped it, and its figure at that moment
 * @param missing how much of the measured phase's planned length a closed loop did not run; zero
 *     where the plan says how many workflows start, or when
 */
public record Ending(How how, String sentence, Optional<ObjectiveResult> breach, Duration missing) {

  /** The ways to end. */
  public enum How implements Keyed {
    FINISHED,
    /** An objective stopped it. */
    ABORTED,
    /** Fewer tokens came together than were to be parked. */
    NOT_PARKED,
    /** The user stopped it. */
    INTERRUPTED,
    /** The target went away and did not come back. */
    TARGET_LOST,
    /** The harness could not go on. */
    FAILED;

    /** Whether something ended the run that has nothing to do with what it was to find out. */
    public boolean cutShort() {
      return switch (this) {
        case INTERRUPTED, TARGET_LOST, FAILED -> true;
        case FINISHED, ABORTED, NOT_PARKED -> false;
      };
    }
  }

  public Ending(How how, String sentence) {
    this(how, sentence, Optional.empty(), Duration.ZERO);
  }

  /** The same, of a closed loop whose measured phase was shorter than planned by so much. */
  public Ending missing(Duration unmeasured) {
    return new Ending(how, sentence, breach, unmeasured);
  }

  /** All work was done and waited for. */
  public static Ending finished() {
    return new Ending(How.FINISHED, "The run finished.");
  }

  /**
   * An objective stopped it, and it drained.
   *
   * @param afterSeconds since the part of the run began whose figure it is
   */
  public static Ending aborted(ObjectiveResult breach, double afterSeconds) {
    return new Ending(
        How.ABORTED,
        "%s was %s after %s, and %s is required: the run was stopped, and drained."
            .formatted(
                breach.objective().figureName(),
                breach.shown(),
                Humanize.seconds(afterSeconds),
                breach.requirement()),
        Optional.of(breach),
        Duration.ZERO);
  }

  /** Whether the user stopped the run, so that work left open is no one's fault. */
  public boolean interrupted() {
    return how == How.INTERRUPTED;
  }
}
