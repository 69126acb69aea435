package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.ServerFailureInfo;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Handles a worker's answer to a workflow task. */
final class WorkflowTaskAnswers {
  private WorkflowTaskAnswers() {}

  /**
   * Carries out the answer. Called with the execution's lock.
   *
   * @throws StatusRuntimeException if the task is over, or its commands are wrong
   */
  static RespondWorkflowTaskCompletedResponse complete(
      Execution execution,
      TaskToken token,
      RespondWorkflowTaskCompletedRequest request,
      Outbox out) {
    execution.requireOpen();
    WorkflowTask task = execution.workflowTask;
    if (!task.matches(token)) {
      throw StatusErrors.noWorkflowTask();
    }
    Optional<Commands.Flaw> flaw = Commands.flaw(execution, request.getCommandsList());
    if (flaw.isPresent()) {
      boolean overtaken =
          flaw.get().cause()
              == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
      if (task.attempt() == 1 || overtaken) {
        task.fail(flaw.get().cause(), failure(flaw.get()), request.getIdentity(), out);
      }
      // A later attempt is left to its timeout, which slows down a worker that keeps giving the
      // same answer.
      throw flaw.get().refusal();
    }
    long completedEventId = task.complete(request);
    Commands commands = new Commands(execution, completedEventId, request.getIdentity(), out);
    List<Activity> scheduled = new ArrayList<>(2);
    boolean reason =
        execution.decide(() -> scheduled.addAll(commands.carryOut(request.getCommandsList())));
    RespondWorkflowTaskCompletedResponse.Builder answer =
        RespondWorkflowTaskCompletedResponse.newBuilder();
    if (!execution.open()) {
      return answer.build();
    }
    for (Activity activity : scheduled) {
      if (!execution.activities.holds(activity)) {
        continue;
      }
      if (execution.server.options().eager() && activity.mayBeEager()) {
        answer.addActivityTasks(ActivityOffer.start(activity, request.getIdentity(), out));
      } else {
        ActivityOffer.dispatch(activity, out);
      }
    }
    if (reason || request.getForceCreateNewWorkflowTask()) {
      if (request.getReturnNewWorkflowTask()) {
        answer.setWorkflowTask(task.startNext(request.getIdentity()));
      } else {
        task.schedule(out);
      }
    }
    execution.tellWatchers(out);
    return answer.build();
  }

  private static Failure failure(Commands.Flaw flaw) {
    return Failure.newBuilder()
        .setMessage(String.valueOf(flaw.refusal().getStatus().getDescription()))
        .setServerFailureInfo(ServerFailureInfo.getDefaultInstance())
        .build();
  }
}
