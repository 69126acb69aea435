package dev.tokenstorm.greeting;

import com.google.protobuf.Timestamp;
import dev.tokenstorm.measurement.TaskKind;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import java.util.concurrent.TimeUnit;

/** Tells a probe how long the task that a poll brought had waited, and the poll for it. */
public final class PolledTasks {
  private PolledTasks() {}

  /** Of a workflow task; an answer without one tells nothing. */
  public static void tell(WorkflowProbe probe, PollWorkflowTaskQueueResponse task, long pollNanos) {
    if (!task.getTaskToken().isEmpty()
        && isTime(task.getScheduledTime())
        && isTime(task.getStartedTime())) {
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
        && isTime(task.getCurrentAttemptScheduledTime())
        && isTime(task.getStartedTime())) {
      probe.polled(
          TaskKind.ACTIVITY,
          task.getWorkflowExecution().getWorkflowId(),
          nanos(task.getCurrentAttemptScheduledTime(), task.getStartedTime()),
          pollNanos);
    }
  }

  /** A server may tell the time that it does not have as the year 1. */
  private static boolean isTime(Timestamp time) {
    return time.getSeconds() > 0;
  }

  private static long nanos(Timestamp from, Timestamp to) {
    return TimeUnit.SECONDS.toNanos(to.getSeconds() - from.getSeconds())
        + (to.getNanos() - from.getNanos());
  }
}
