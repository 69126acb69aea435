package dev.tokenstorm.greeting;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.tokenstorm.measurement.TaskKind;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;

/** Tells a probe how long the task that a poll brought had waited, and the poll for it. */
public final class PolledTasks {
  private PolledTasks() {}

  /** Of a workflow task; an answer without one tells nothing. */
  public static void tell(WorkflowProbe probe, PollWorkflowTaskQueueResponse task, long pollNanos) {
    if (!task.getTaskToken().isEmpty() && task.hasScheduledTime() && task.hasStartedTime()) {
      probe.polled(
          TaskKind.WORKFLOW,
          task.getWorkflowExecution().getWorkflowId(),
          nanos(task.getScheduledTime(), task.getStartedTime()),
          pollNanos);
    }
  }

  /** Of an attempt of an activity; an answer without one tells nothing. */
  public static void tell(WorkflowProbe probe, PollActivityTaskQueueResponse task, long pollNanos) {
    if (!task.getTaskToken().isEmpty()
        && task.hasCurrentAttemptScheduledTime()
        && task.hasStartedTime()) {
      probe.polled(
          TaskKind.ACTIVITY,
          task.getWorkflowExecution().getWorkflowId(),
          nanos(task.getCurrentAttemptScheduledTime(), task.getStartedTime()),
          pollNanos);
    }
  }

  private static long nanos(Timestamp from, Timestamp to) {
    return Timestamps.toNanos(to) - Timestamps.toNanos(from);
  }
}
