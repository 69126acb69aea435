package dev.tokenstorm.objective;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Statistic;
import java.util.List;
import java.util.Optional;

/**
 * A figure of the result document, by the name that objectives call it.
 *
 * @param name such as {@code completion.p99}
 * @param label what reports call it
 * @param direction which way is better
 * @param parts those that have it, of faults the first one; the first part is meant when none is
 *     named, unless it is a fault
 * @param column of {@code intervals.csv} that has it second by second; empty if none has
 * @param metric the series it comes from in a scrape, as PromQL selects them; empty if none has it
 */
public record Figure(
    String name,
    String label,
    Unit unit,
    Direction direction,
    List<RunPart> parts,
    Place place,
    Optional<String> column,
    Optional<String> metric) {
  public Figure {
    parts = List.copyOf(parts);
  }

  /** The same figure, called otherwise. */
  Figure as(String otherName) {
    return new Figure(otherName, label, unit, direction, parts, place, column, metric);
  }

  /** Where the result document holds it. */
  public sealed interface Place {}

  /**
   * A number.
   *
   * @param pointer from where its part's figures stand (RFC 6901)
   */
  public record Value(String pointer) implements Place {}

  /**
   * A statistic of a latency, which may be another one in an open loop.
   *
   * @param closedLoop what is meant in a closed loop
   */
  public record Timing(Latency closedLoop, Latency openLoop, Statistic statistic) implements Place {

    /** The latency that a loop of the kind means. */
    public Latency latency(boolean open) {
      return open ? openLoop : closedLoop;
    }

    /** As that of a {@link Value}. */
    public String pointer(boolean open) {
      return "/latency_seconds/" + latency(open).key() + "/" + statistic.key();
    }
  }

  /** Attempts of one method that ended with one status code, whatever its cause. */
  public record Attempts(String method, String code) implements Place {}
}
