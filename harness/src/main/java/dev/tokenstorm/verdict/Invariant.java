package dev.tokenstorm.verdict;

import java.util.List;

/**
 * What has to be so in every run, whatever its figures.
 *
 * @param name says what
 * @param breaches in what way it is not so, one sentence each; empty if it is
 */
public record Invariant(String name, List<String> breaches) {
  /** The name of the one that demands a workflow that started in the measured phase. */
  public static final String MEASURED = "Workflows are measured";

  public Invariant {
    breaches = List.copyOf(breaches);
  }

  /** Whether it is so. */
  public boolean held() {
    return breaches.isEmpty();
  }
}
