package dev.tokenstorm.standalone;

import com.google.protobuf.ByteString;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.TaskTimes;
import dev.tokenstorm.workload.TokenReceiver;
import dev.tokenstorm.workload.WorkerProbe;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;

/**
 * Events of standalone activities come by the texts of the wire, and are handed on by numbers. An
 * activity's id is its execution's. One that belongs to a workflow is none of ours, whatever its
 * id. Thread-safe.
 */
public final class StandaloneEvents {
  private static final int STRANGER = -1;

  private final ExecutionIds ids;
  private final TokenReceiver receiver;
  private final WorkerProbe probe;

  StandaloneEvents(ExecutionIds ids, TokenReceiver receiver, WorkerProbe probe) {
    this.ids = ids;
    this.receiver = receiver;
    this.probe = probe;
  }

  /** A poll has brought an attempt; an answer without one tells nothing. */
  public void polled(PollActivityTaskQueueResponse task, long pollNanos) {
    if (TaskTimes.told(task)) {
      probe.polled(TaskKind.ACTIVITY, number(task), TaskTimes.waitNanos(task), pollNanos);
    }
  }

  /** A poll's answer may have a token. May block, as the receiver may. */
  public void issued(PollActivityTaskQueueResponse task) {
    if (!task.getTaskToken().isEmpty()) {
      issued(
          number(task),
          task.getTaskToken(),
          task.getActivityRunId(),
          task.getActivityId(),
          task.getAttempt());
    }
  }

  /**
   * An attempt has a token. May block, as the receiver may.
   *
   * @param runId the server's id of the activity's run
   * @param inWorkflow whether the activity is a workflow's
   * @param attempt from 1
   */
  void issued(
      ByteString taskToken, String runId, String activityId, boolean inWorkflow, int attempt) {
    issued(inWorkflow ? STRANGER : ids.number(activityId), taskToken, runId, activityId, attempt);
  }

  private void issued(long n, ByteString taskToken, String runId, String activityId, int attempt) {
    receiver.receive(n, StandaloneExpectation.ACTIVITY, attempt, taskToken, runId, activityId);
  }

  private long number(PollActivityTaskQueueResponse task) {
    return task.getWorkflowExecution().getWorkflowId().isEmpty()
        ? ids.number(task.getActivityId())
        : STRANGER;
  }
}
