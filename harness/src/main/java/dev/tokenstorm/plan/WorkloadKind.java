package dev.tokenstorm.plan;

import dev.tokenstorm.measurement.Keyed;
import java.util.Locale;

/** The kinds of workloads: what a run starts. */
public enum WorkloadKind implements Keyed {
  /** Greeting workflows, with their activities. */
  GREETING("workflow", "a workflow"),
  /** Activities that the driver starts by itself, without a workflow. */
  STANDALONE("execution", "an execution");

  private final String noun;
  private final String one;

  WorkloadKind(String noun, String one) {
    this.noun = noun;
    this.one = one;
  }

  /** What texts call one thing that the run starts: {@code workflow} or {@code execution}. */
  public String noun() {
    return noun;
  }

  /** The same with its article: {@code a workflow} or {@code an execution}. */
  public String one() {
    return one;
  }

  /** A figure's name in this workload's word, of its name in that of greetings. */
  public String figure(String ofGreetings) {
    return ofGreetings.replace(GREETING.noun, noun);
  }

  /** The same of several: {@code workflows} or {@code executions}. */
  public String plural() {
    return noun + "s";
  }

  /** The same where a text begins: {@code Workflows} or {@code Executions}. */
  public String heading() {
    return plural().substring(0, 1).toUpperCase(Locale.ROOT) + plural().substring(1);
  }
}
