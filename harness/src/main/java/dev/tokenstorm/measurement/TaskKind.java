package dev.tokenstorm.measurement;

import java.util.Locale;

/** What a worker polls for. */
public enum TaskKind {
  WORKFLOW(Latency.WORKFLOW_TASK_WAIT),
  ACTIVITY(Latency.ACTIVITY_TASK_WAIT);

  private final Latency waiting;

  TaskKind(Latency waiting) {
    this.waiting = waiting;
  }

  /** How long its tasks wait for a poll. */
  public Latency waiting() {
    return waiting;
  }

  /** Lower-case name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
