package dev.tokenstorm.search;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a run says of its value: of a rate, whether all held; of tune, whether its figures count.
 */
public enum TrialVerdict {
  HOLDS("holds", 2),
  /** So close to its limits that another run could say otherwise. */
  LEANS_TO_HOLD("leans-to-hold", 1),
  /** Nothing: the run did not come to its end, or its accounts do not add up. */
  UNKNOWN("unknown", 0),
  LEANS_TO_BREAK("leans-to-break", -1),
  BREAKS("breaks", -2);

  private final String key;
  private final int weight;

  TrialVerdict(String key, int weight) {
    this.key = key;
    this.weight = weight;
  }

  /** Its name in files. */
  public String key() {
    return key;
  }

  /** What it adds to the sum of several runs. */
  int weight() {
    return weight;
  }

  /** The worse of two. */
  TrialVerdict and(TrialVerdict other) {
    return weight <= other.weight ? this : other;
  }

  static Optional<TrialVerdict> of(String key) {
    return Arrays.stream(values()).filter(standing -> standing.key.equals(key)).findFirst();
  }
}
