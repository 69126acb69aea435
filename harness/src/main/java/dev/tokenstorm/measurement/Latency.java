package dev.tokenstorm.measurement;

import java.util.EnumSet;
import java.util.Set;

/** The latencies that a run records. */
public enum Latency implements Keyed {
  SCHEDULE_LAG(
      "schedule_lag",
      "schedule lag",
      "From a workflow's intended start to its start request (open loop)"),
  WORKFLOW_START(
      "workflow_start",
      "%s start",
      "From the start request to its acknowledgement, retries included"),
  WORKFLOW_TASK_WAIT(
      "workflow_task_wait",
      "workflow task wait",
      "From a workflow task's schedule to its start for a poll, by the server's clock"),
  ACTIVITY_TASK_WAIT(
      "activity_task_wait",
      "activity task wait",
      "From an activity task's schedule to its start, by the server's clock"),
  TOKEN_WAIT(
      "token_wait",
      "token wait",
      "From the time a token is due for its completer to the time one takes it"),
  COMPLETION_CALL(
      "completion_call",
      "completion call",
      "From a completer's call to its answer, retries included"),
  RESULT_SEEN(
      "result_seen",
      "completion → result seen",
      "From a completer's call to the moment a client that waits has the result"),
  RESUME(
      "resume",
      "completion → workflow resumed",
      "From a completer's call to the workflow's next line"),
  ACTIVITY(
      "activity",
      "activity, token → resumed",
      "From the activity handing on its token to the workflow's next line"),
  WORKFLOW(
      "workflow",
      "%s, raw (actual start)",
      "From the start request to the workflow's acknowledged close"),
  WORKFLOW_CORRECTED(
      "workflow_corrected",
      "%s, corrected (intended)",
      "From the intended start to the workflow's acknowledged close (open loop)");

  private final String key;
  private final String label;
  private final String description;

  Latency(String key, String label, String description) {
    this.key = key;
    this.label = label;
    this.description = description;
  }

  /**
   * Returns the lower-case name in files and metrics, where a unit is appended if the format needs
   * one.
   */
  @Override
  public String key() {
    return key;
  }

  /**
   * Returns what reports call it. A closed loop has no second latency of a whole execution.
   *
   * @param noun what an execution is called, such as {@code workflow}
   */
  public String label(String noun, boolean openLoop) {
    return (this == WORKFLOW && !openLoop ? "%s (closed loop, from start)" : label)
        .replace("%s", noun);
  }

  /** Returns whether the latency is counted from an intended time, which only an open loop has. */
  public boolean needsIntendedTime() {
    return this == SCHEDULE_LAG || this == WORKFLOW_CORRECTED;
  }

  /** Returns the latencies that an open or a closed loop records, in the order of declaration. */
  public static Set<Latency> ofLoop(boolean open) {
    Set<Latency> latencies = EnumSet.allOf(Latency.class);
    if (!open) {
      latencies.removeIf(Latency::needsIntendedTime);
    }
    return latencies;
  }

  /** Returns what is timed, in one line. */
  public String description() {
    return description;
  }
}
