package dev.tokenstorm.wire;

import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.greeting.WorkflowEnds;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.JsonTexts;
import io.temporal.api.command.v1.Command;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of the greeting workflow, as far as its history was seen: events in, commands out.
 *
 * <p>It follows from the events alone. What was decided is not remembered but read back from the
 * history, so an answer that the server did not take changes nothing, and a history read from its
 * first event gives the same state as its pieces one after the other. Not thread-safe.
 */
final class GreetingState {
  private final GreetingCommands commands;
  private final int steps;
  private final Branch[] branches;
  private @Nullable Payload name;
  private boolean cancelRequested;

  GreetingState(GreetingCommands commands, Greetings greetings) {
    this.commands = commands;
    this.steps = greetings.steps();
    this.branches = new Branch[greetings.branches()];
    for (int branch = 0; branch < branches.length; branch++) {
      branches[branch] = new Branch();
    }
  }

  /**
   * Takes in the next event.
   *
   * @param resumed takes the number of the activity whose result the event brings, if it brings one
   * @throws NondeterminismException when the greeting workflow has no such history
   */
  void apply(HistoryEvent event, IntConsumer resumed) {
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED ->
          started(event.getWorkflowExecutionStartedEventAttributes());
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED -> cancelRequested = true;
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> scheduled(event);
      case EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED -> {
        var attributes = event.getActivityTaskCancelRequestedEventAttributes();
        branch(attributes.getScheduledEventId()).cancelRequested = true;
      }
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED -> completed(event, resumed);
      case EVENT_TYPE_ACTIVITY_TASK_FAILED -> {
        var attributes = event.getActivityTaskFailedEventAttributes();
        Branch branch = branch(attributes.getScheduledEventId());
        branch.failed(ActivityFailures.failed(attributes, branch.activityId));
      }
      case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT -> {
        var attributes = event.getActivityTaskTimedOutEventAttributes();
        Branch branch = branch(attributes.getScheduledEventId());
        branch.failed(ActivityFailures.timedOut(attributes, branch.activityId));
      }
      case EVENT_TYPE_ACTIVITY_TASK_CANCELED -> {
        var attributes = event.getActivityTaskCanceledEventAttributes();
        Branch branch = branch(attributes.getScheduledEventId());
        branch.failed(ActivityFailures.cancelled(attributes, branch.activityId));
      }
      // Workflow tasks, signals and the like change nothing for it.
      default -> {}
    }
  }

  private void started(WorkflowExecutionStartedEventAttributes attributes) {
    String type = attributes.getWorkflowType().getName();
    if (!type.equals(Greetings.WORKFLOW_TYPE)) {
      throw new NondeterminismException("The worker knows no workflow of type " + type + ".");
    }
    name =
        attributes.getInput().getPayloadsCount() == 0
            ? Payload.getDefaultInstance()
            : attributes.getInput().getPayloads(0);
  }

  private void scheduled(HistoryEvent event) {
    var attributes = event.getActivityTaskScheduledEventAttributes();
    int activity = commands.activityOf(attributes.getInput());
    if (activity < 0
        || branches[activity / steps].open()
        || branches[activity / steps].step != activity % steps) {
      throw new NondeterminismException(
          "Event " + event.getEventId() + " schedules an activity that is not next.");
    }
    Branch branch = branches[activity / steps];
    branch.scheduledEventId = event.getEventId();
    branch.activityId = attributes.getActivityId();
    branch.cancelRequested = false;
  }

  private void completed(HistoryEvent event, IntConsumer resumed) {
    var attributes = event.getActivityTaskCompletedEventAttributes();
    int branch = indexOf(attributes.getScheduledEventId());
    resumed.accept(branch * steps + branches[branch].step);
    branches[branch].completed(Greetings.strip(JsonTexts.read(attributes.getResult())));
  }

  private Branch branch(long scheduledEventId) {
    return branches[indexOf(scheduledEventId)];
  }

  private int indexOf(long scheduledEventId) {
    for (int branch = 0; branch < branches.length; branch++) {
      if (branches[branch].open() && branches[branch].scheduledEventId == scheduledEventId) {
        return branch;
      }
    }
    throw new NondeterminismException(
        "Event " + scheduledEventId + " scheduled no activity that is open.");
  }

  /**
   * What the workflow does next. It changes nothing.
   *
   * @throws NondeterminismException when the history lacks its first event
   */
  Decision decide() {
    Payload input = name;
    if (input == null) {
      throw new NondeterminismException("The history lacks its first event.");
    }
    List<Command> next = new ArrayList<>();
    int scheduling = 0;
    boolean open = false;
    for (int index = 0; index < branches.length; index++) {
      Branch branch = branches[index];
      if (branch.open()) {
        open = true;
        if (cancelRequested && !branch.cancelRequested) {
          next.add(commands.requestCancel(branch.scheduledEventId));
        }
      } else if (branch.failure == null && branch.step < steps && !cancelRequested) {
        next.add(commands.schedule(index * steps + branch.step, input, scheduling++));
        open = true;
      }
    }
    // A branch that failed waits for the others: a workflow that closed would orphan theirs.
    return open ? new Decision(next, Optional.empty()) : close();
  }

  private Decision close() {
    // As in the SDK, whatever comes of it: a workflow that was asked to cancel ends cancelled.
    if (cancelRequested) {
      return new Decision(
          List.of(commands.cancel()), Optional.of(ExecutionEnd.of(Status.CANCELLED)));
    }
    StringJoiner lines = new StringJoiner("\n");
    for (Branch branch : branches) {
      Failure failure = branch.failure;
      if (failure != null) {
        return new Decision(
            List.of(commands.fail(failure)), Optional.of(WorkflowEnds.failed(failure)));
      }
      lines.add(branch.text());
    }
    String result = lines.toString();
    return new Decision(
        List.of(commands.complete(result)), Optional.of(ExecutionEnd.completed(result)));
  }
}
