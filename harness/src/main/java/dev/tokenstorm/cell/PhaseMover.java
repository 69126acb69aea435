package dev.tokenstorm.cell;

import dev.tokenstorm.measurement.Phase;

/**
 * Moves a cell on from phase to phase. A cell that is alone moves on as soon as it is ready; who
 * drives several lets those that are ready wait for the others, or moves on those that are not.
 *
 * <p>The cell's thread asks, a hundred times per second and in some phases a thousand times, so an
 * answer must not block. Nobody is asked any more once the run is stopped or cannot go on. No drain
 * takes longer than {@code --drain-timeout}, and no token is parked for longer than half of {@code
 * --start-to-close-timeout}.
 */
@FunctionalInterface
public interface PhaseMover {
  /** For a cell that is alone. */
  PhaseMover WHEN_READY = (phase, ready) -> ready;

  /** Whether the first workflow may start. The worker polls, and the completers wait. */
  default boolean begins() {
    return true;
  }

  /**
   * Whether the phase is over. There is no question about the warm-up: it is a part of the schedule
   * of arrivals, so that cells that begin at one moment end it at one moment.
   *
   * <p>A measured phase that is ended before the cell is ready starts nothing more, and the run
   * ends as aborted, with a sentence that says who ended it.
   *
   * @param phase the one that goes on
   * @param ready whether the cell has done what the phase is for: the last workflow was started, or
   *     as many tokens are pending as are to be parked (measure); all that was released is answered
   *     (release); all is closed (drain)
   */
  boolean movesOn(Phase phase, boolean ready);
}
