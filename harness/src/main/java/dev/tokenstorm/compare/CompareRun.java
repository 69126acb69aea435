package dev.tokenstorm.compare;

import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.result.Ending;
import java.util.List;
import java.util.Map;

/**
 * A run that a comparison made.
 *
 * @param number 1 for the comparison's first
 * @param block number of its block, from 1; 0 for a run that warms its side
 * @param side name of its side
 * @param folder its results', within the comparison's
 * @param seconds how long it took, with rest, drain and audit
 * @param beyondSeconds how much of that was not planned
 * @param ending how it ended
 * @param verdict its outcome, by the name in result files
 * @param faults why it makes its side fail, one sentence each; none of one that does not
 * @param doubts why its figures may not be about the server, one sentence each
 * @param outside what came from outside meanwhile
 * @param figures by name, in their units; figures that it does not have are absent
 */
public record CompareRun(
    int number,
    int block,
    String side,
    String folder,
    double seconds,
    double beyondSeconds,
    Ending.How ending,
    String verdict,
    List<String> faults,
    List<String> doubts,
    Outside outside,
    Map<String, Double> figures) {
  public CompareRun {
    faults = List.copyOf(faults);
    doubts = List.copyOf(doubts);
    figures = Map.copyOf(figures);
  }

  /** What runs are for. */
  public enum Role implements Keyed {
    WARM_UP,
    BLOCK
  }

  /** Returns what it is for. */
  public Role role() {
    return block == 0 ? Role.WARM_UP : Role.BLOCK;
  }

  /** Returns whether it makes its side fail. */
  public boolean failed() {
    return !faults.isEmpty();
  }
}
