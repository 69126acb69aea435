package dev.tokenstorm.verdict;

import java.util.List;

/**
 * What has to be so in every run, whatever its figures.
 *
 * @param name says what
 * @param breaches in what way it is not so, one sentence each; empty if it is
 * @param excused whether a breach is what the user wanted, and so fails no run
 */
public record Invariant(String name, List<String> breaches, boolean excused) {
  /** The name of the one that demands an end that nothing brought about too early. */
  public static final String ENDED = "The run comes to its end";

  /** The name of the one that demands that all of the plan was come to. */
  public static final String CARRIED_OUT = "The plan is carried out";

  /** The name of the one that demands a workflow that started in the measured phase. */
  public static final String MEASURED = "Workflows are measured";

  public Invariant {
    breaches = List.copyOf(breaches);
  }

  /** Whether it is so. */
  public boolean held() {
    return breaches.isEmpty();
  }

  /** Whether it fails the run. */
  public boolean fails() {
    return !held() && !excused;
  }
}
