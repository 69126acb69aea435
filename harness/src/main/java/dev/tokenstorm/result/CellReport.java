package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Keyed;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One cell of a fleet, as the result of the whole tells of it.
 *
 * @param name within the fleet, such as {@code c2}
 * @param fate what became of it
 * @param longestSilence longest time without a word of it while it ran
 * @param started executions, in the whole run with its warm-up
 * @param closedPerSecond executions that closed, in the measured phase
 * @param lagSeconds p99 of its schedule lag, in seconds; empty for a closed loop
 * @param coresUsed mean of the run
 * @param doubts about its own figures, one sentence each
 */
public record CellReport(
    String name,
    Fate fate,
    Duration longestSilence,
    long started,
    double closedPerSecond,
    OptionalDouble lagSeconds,
    double coresUsed,
    List<String> doubts) {
  public CellReport {
    doubts = List.copyOf(doubts);
  }

  /** What can become of a cell. */
  public enum Fate implements Keyed {
    /** It told its result. */
    ENDED,
    /** It went away, or was without a word for too long. */
    LOST
  }
}
