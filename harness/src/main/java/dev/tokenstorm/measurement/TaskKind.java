package dev.tokenstorm.measurement;

/** Kinds of tasks that a worker polls for. */
public enum TaskKind implements Keyed {
  WORKFLOW(Latency.WORKFLOW_TASK_WAIT),
  ACTIVITY(Latency.ACTIVITY_TASK_WAIT);

  private final Latency waiting;

  TaskKind(Latency waiting) {
    this.waiting = waiting;
  }

  /** Returns the latency that times how long tasks of this kind wait for a poll. */
  public Latency waiting() {
    return waiting;
  }
}
