package dev.tokenstorm.workload;

import com.google.protobuf.Timestamp;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;

/**
 * The time that a task waited for its poll, as the poll's answer tells it by the server's clock.
 */
public final class TaskTimes {
  private TaskTimes() {}

  /** Whether the answer has a task, and tells when it was scheduled and started. */
  public static boolean told(PollWorkflowTaskQueueResponse task) {
    return !task.getTaskToken().isEmpty()
        && isTime(task.getScheduledTime())
        && isTime(task.getStartedTime());
  }

  /** From its scheduling to its start, in nanoseconds. */
  public static long waitNanos(PollWorkflowTaskQueueResponse task) {
    return nanos(task.getScheduledTime(), task.getStartedTime());
  }

  /** Whether the answer has a task, and tells when its attempt was scheduled and started. */
  public static boolean told(PollActivityTaskQueueResponse task) {
    return !task.getTaskToken().isEmpty()
        && isTime(task.getCurrentAttemptScheduledTime())
        && isTime(task.getStartedTime());
  }

  /** From its attempt's scheduling to its start, in nanoseconds. */
  public static long waitNanos(PollActivityTaskQueueResponse task) {
    return nanos(task.getCurrentAttemptScheduledTime(), task.getStartedTime());
  }

  /** A server may tell the time that it does not have as the year 1. */
  private static boolean isTime(Timestamp time) {
    return time.getSeconds() > 0;
  }

  private static long nanos(Timestamp from, Timestamp to) {
    return ServerTime.nanos(to) - ServerTime.nanos(from);
  }
}
