package dev.tokenstorm.greeting;

import com.google.protobuf.ByteString;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.TaskTimes;
import dev.tokenstorm.workload.TokenReceiver;
import dev.tokenstorm.workload.WorkerProbe;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;

/**
 * Events of greetings come by the texts of the wire, and are handed on by numbers. No other class
 * reads an execution's number from a workflow's id, or an activity's from its greeting, for those
 * who hear of it. Thread-safe.
 */
public final class GreetingEvents {
  private final Greetings greetings;
  private final ExecutionIds ids;
  private final TokenReceiver receiver;
  private final WorkerProbe probe;

  public GreetingEvents(
      Greetings greetings, ExecutionIds ids, TokenReceiver receiver, WorkerProbe probe) {
    this.greetings = greetings;
    this.ids = ids;
    this.receiver = receiver;
    this.probe = probe;
  }

  /**
   * An attempt of an activity has a token. May block, as the receiver may.
   *
   * @param runId the server's id of the workflow's run
   * @param attempt from 1
   * @param greeting the activity's first argument
   */
  public void issued(
      ByteString taskToken,
      String workflowId,
      String runId,
      String activityId,
      int attempt,
      String greeting) {
    receiver.receive(
        ids.number(workflowId),
        greetings.activityOf(greeting),
        attempt,
        taskToken,
        runId,
        activityId);
  }

  /** A poll has brought a workflow task; an answer without one tells nothing. */
  public void polled(PollWorkflowTaskQueueResponse task, long pollNanos) {
    if (TaskTimes.told(task)) {
      probe.polled(
          TaskKind.WORKFLOW,
          ids.number(task.getWorkflowExecution().getWorkflowId()),
          TaskTimes.waitNanos(task),
          pollNanos);
    }
  }

  /** A poll has brought an attempt of an activity; an answer without one tells nothing. */
  public void polled(PollActivityTaskQueueResponse task, long pollNanos) {
    if (TaskTimes.told(task)) {
      probe.polled(
          TaskKind.ACTIVITY,
          ids.number(task.getWorkflowExecution().getWorkflowId()),
          TaskTimes.waitNanos(task),
          pollNanos);
    }
  }

  /** A workflow task was answered; the server may start activities eagerly, with its answer. */
  public void answered(RespondWorkflowTaskCompletedResponse answer) {
    for (PollActivityTaskQueueResponse task : answer.getActivityTasksList()) {
      if (TaskTimes.told(task)) {
        probe.cameAlong(
            TaskKind.ACTIVITY,
            ids.number(task.getWorkflowExecution().getWorkflowId()),
            TaskTimes.waitNanos(task));
      }
    }
  }

  /** An activity's result has reached its workflow. */
  public void resumed(String workflowId, int activity) {
    probe.resumed(ids.number(workflowId), activity);
  }

  /** The result of the activity with this greeting has reached its workflow. */
  void resumed(String workflowId, String greeting) {
    resumed(workflowId, greetings.activityOf(greeting));
  }

  /** The server acknowledged the command that closes the workflow. */
  public void closed(String workflowId, ExecutionEnd end) {
    probe.closed(ids.number(workflowId), end);
  }

  /** The server refused the command that closes the workflow, or its answer was lost. */
  public void closeInDoubt(String workflowId) {
    probe.closeInDoubt(ids.number(workflowId));
  }
}
