package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.text.Humanize;
import java.time.Duration;
import java.util.Optional;

/**
 * The ending of a run: how it came to it, and why.
 *
 * @param how the kind of ending
 * @param sentence the ending in words, for people
 * @param breach the objective that stopped the run, with its figure at that moment; empty for any
 *     other ending
 * @param missing how much shorter than planned a closed loop's measured phase was; zero where the
 *     plan gives a number of workflows or an open loop's schedule
 * @param unseenResults results that clients waited for, and had not seen when the run ended
 */
public record Ending(
    How how,
    String sentence,
    Optional<ObjectiveResult> breach,
    Duration missing,
    long unseenResults) {

  /** Kinds of ending. */
  public enum How implements Keyed {
    FINISHED,
    /** It was killed, and a second life brought what it had left to its end. */
    TAKEN_UP,
    /** An objective, or whoever drove the run, ended it or its measured phase early. */
    ABORTED,
    /** Fewer tokens became pending than were to be parked. */
    NOT_PARKED,
    /** The user stopped the run. */
    INTERRUPTED,
    /** The target went away and did not come back. */
    TARGET_LOST,
    /** The harness could not go on. */
    FAILED,
    /** The process was killed, or its result could not be written. */
    KILLED;

    /** Returns whether the run was ended by something that it was not meant to find out. */
    public boolean cutShort() {
      return switch (this) {
        case INTERRUPTED, TARGET_LOST, FAILED, KILLED -> true;
        case FINISHED, TAKEN_UP, ABORTED, NOT_PARKED -> false;
      };
    }
  }

  public Ending(How how, String sentence) {
    this(how, sentence, Optional.empty(), Duration.ZERO, 0);
  }

  /**
   * Returns the same ending of a closed loop whose measured phase was shorter than planned.
   *
   * @param unmeasured how much of the phase was not run
   */
  public Ending missing(Duration unmeasured) {
    return new Ending(how, sentence, breach, unmeasured, unseenResults);
  }

  /**
   * Returns the same ending of a run whose clients had not seen all results.
   *
   * @param results that they waited for in vain
   */
  public Ending unseen(long results) {
    return new Ending(how, sentence, breach, missing, results);
  }

  /** Returns the ending of a run that did all its work and waited for it. */
  public static Ending finished() {
    return new Ending(How.FINISHED, "The run finished.");
  }

  /**
   * Returns the ending of a run that an objective stopped, and that then drained.
   *
   * @param afterSeconds from the start of the part that the figure is of to the stop, in seconds
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
        Duration.ZERO,
        0);
  }

  /** Returns whether the user stopped the run, so that work left open is nobody's fault. */
  public boolean interrupted() {
    return how == How.INTERRUPTED;
  }
}
