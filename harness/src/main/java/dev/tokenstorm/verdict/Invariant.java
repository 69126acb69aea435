package dev.tokenstorm.verdict;

import dev.tokenstorm.plan.WorkloadKind;
import java.util.List;

/**
 * A condition that every run must meet, whatever its figures are.
 *
 * @param name the condition in words
 * @param breaches one sentence for each way in which the condition is not met; empty if it is met
 * @param excused whether the user wanted the breach, so that it fails no run
 */
public record Invariant(String name, List<String> breaches, boolean excused) {
  /** Name of the invariant that the run ends as planned, and not early. */
  public static final String ENDED = ended("run");

  /** Name of the invariant that all that the plan asks for is done. */
  public static final String CARRIED_OUT = "The plan is carried out";

  /**
   * Returns the name of the invariant that something ends as planned.
   *
   * @param what in a word: {@code run}
   */
  public static String ended(String what) {
    return "The " + what + " comes to its end";
  }

  public Invariant {
    breaches = List.copyOf(breaches);
  }

  /** Name of the invariant that some execution starts in the measured phase. */
  public static String measured(WorkloadKind workload) {
    return workload.heading() + " are measured";
  }

  /** Returns whether the condition is met. */
  public boolean held() {
    return breaches.isEmpty();
  }

  /** Returns whether the condition fails the run. */
  public boolean fails() {
    return !held() && !excused;
  }
}
