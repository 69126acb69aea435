package dev.tokenstorm.search;

import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Ending;
import java.util.List;
import java.util.Optional;

/**
 * A run that a search made.
 *
 * @param number 1 for the search's first
 * @param value as its step had it
 * @param folder its results', within the search's
 * @param seconds how long it took, with rest, drain and audit
 * @param beyondSeconds how much of that its step had not planned; 0 for one that ended early
 * @param ending how it ended
 * @param verdict its outcome, by the name in result files
 * @param faults why its standing is what it is, one sentence each; none of one that holds
 * @param doubts why its figures may not be about the server, one sentence each
 * @param bottleneck what bound it, most likely; empty if nothing is said of it
 */
public record Trial(
    int number,
    Step.Role role,
    double value,
    String folder,
    double seconds,
    double beyondSeconds,
    Ending.How ending,
    String verdict,
    TrialVerdict standing,
    List<String> faults,
    List<String> doubts,
    Optional<Bottleneck> bottleneck,
    TrialFigures measured) {
  public Trial {
    faults = List.copyOf(faults);
    doubts = List.copyOf(doubts);
  }

  /** Whether its throughput counts, of a search among whole numbers. */
  boolean counts() {
    return role == Step.Role.POINT && standing == TrialVerdict.HOLDS;
  }

  /** Its value, of a search among whole numbers. */
  int wholeValue() {
    return (int) Math.round(value);
  }
}
