package dev.tokenstorm.greeting;

import com.google.protobuf.Timestamp;
import dev.tokenstorm.measurement.TaskKind;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import java.util.concurrent.TimeUnit;

/** Tells a probe how long a task had waited, and the poll that brought it. */
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

  /** Of the activities that a server starts eagerly, with its answer to a workflow task. */
  public static void tell(WorkflowProbe probe, RespondWorkflowTaskCompletedResponse answer) {
    for (PollActivityTaskQueueResponse task : answer.getActivityTasksList()) {
      if (isTimed(task)) {
        probe.cameAlong(
            TaskKind.ACTIVITY,
            task.getWorkflowExecution().getWorkflowId(),
            nanos(task.getCurrentAttemptScheduledTime(), task.getStartedTime()));
      }
    }
  }

  /** Of an attempt of an activity; an answer without one tells nothing. */
  public static void tell(WorkflowProbe probe, PollActivityTaskQueueResponse task, long pollNanos) {
    if (isTimed(task)) {
      probe.polled(
          TaskKind.ACTIVITY,
          task.getWorkflowExecution().getWorkflowId(),
          nanos(task.getCurrentAttemptScheduledTime(), task.getStartedTime()),
          pollNanos);
    }
  }

  private static boolean isTimed(PollActivityTaskQueueResponse task) {
    return !task.getTaskToken().isEmpty()
        && isTime(task.getCurrentAttemptScheduledTime())
        && isTime(task.getStartedTime());
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
