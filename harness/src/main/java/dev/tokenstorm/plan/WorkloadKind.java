package dev.tokenstorm.plan;

import dev.tokenstorm.measurement.Keyed;

/** What a run starts. */
public enum WorkloadKind implements Keyed {
  /** Greeting workflows, with their activities. */
  GREETING("workflow"),
  /** Activities that the driver starts by itself, without a workflow. */
  STANDALONE("execution");

  private final String noun;

  WorkloadKind(String noun) {
    this.noun = noun;
  }

  /** What texts call one thing that the run starts: {@code workflow} or {@code execution}. */
  public String noun() {
    return noun;
  }

  /** The same of several: {@code workflows} or {@code executions}. */
  public String plural() {
    return noun + "s";
  }
}
