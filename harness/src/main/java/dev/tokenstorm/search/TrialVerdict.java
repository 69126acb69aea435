package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Keyed;

/**
 * What a run says of its value: of a rate, whether all held; of tune, whether its figures count.
 */
public enum TrialVerdict implements Keyed {
  HOLDS(2),
  /** So close to its limits that another run could say otherwise. */
  LEANS_TO_HOLD(1),
  /** Nothing: the run did not come to its end, or its accounts do not add up. */
  UNKNOWN(0),
  LEANS_TO_BREAK(-1),
  BREAKS(-2);

  private final int weight;

  TrialVerdict(int weight) {
    this.weight = weight;
  }

  /** What it adds to the sum of several runs. */
  int weight() {
    return weight;
  }

  /** The worse of two. */
  TrialVerdict and(TrialVerdict other) {
    return weight <= other.weight ? this : other;
  }
}
