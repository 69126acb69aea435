package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.AnyExecution.locked;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import java.util.function.BiFunction;

/**
 * Finds the activity that a completer's call names, by token or by id, and lets the call act on it
 * with the execution's lock. All methods throw what a server answers if there is none. Thread-safe.
 */
final class NamedActivities {
  private final ServerContext server;

  NamedActivities(ServerContext server) {
    this.server = server;
  }

  /**
   * Acts on the attempt that a token names.
   *
   * @throws StatusRuntimeException NOT_FOUND if that attempt is over
   */
  <R> R ofToken(
      String namespace, ByteString bytes, BiFunction<CompletableActivity, Outbox, R> act) {
    server.checkNamespaceOfToken(namespace);
    if (TaskToken.standalone(bytes)) {
      return ofStandaloneToken(TaskToken.read(bytes, TaskToken.Kind.STANDALONE), act);
    }
    TaskToken token = TaskToken.read(bytes, TaskToken.Kind.ACTIVITY);
    return locked(
        server.workflow(token),
        (execution, out) -> act.apply(execution.activities.attempt(token), out));
  }

  private <R> R ofStandaloneToken(TaskToken token, BiFunction<CompletableActivity, Outbox, R> act) {
    return locked(
        server.activity(token),
        (activity, out) -> {
          activity.requireAttempt(token);
          return act.apply(activity, out);
        });
  }

  /**
   * The names in a call by id.
   *
   * @param workflowId empty for a standalone activity
   * @param runId of the workflow or the standalone activity; may be empty, for the latest run
   */
  record Name(String namespace, String workflowId, String runId, String activityId) {
    private WorkflowExecution workflow() {
      return WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(runId).build();
    }
  }

  /**
   * Acts on an activity by its id, whatever its attempt, and whether or not it has started. Only a
   * completion may do that.
   *
   * @throws StatusRuntimeException NOT_FOUND if the activity is not pending
   */
  <R> R named(Name name, BiFunction<CompletableActivity, Outbox, R> act) {
    if (isStandalone(name)) {
      return locked(
          server.activity(name.activityId(), name.runId()),
          (activity, out) -> {
            activity.requireOpen();
            return act.apply(activity, out);
          });
    }
    return locked(
        server.workflow(name.workflow()),
        (execution, out) -> act.apply(execution.activities.named(name.activityId()), out));
  }

  /**
   * Acts on an activity by its id, if it has started.
   *
   * @throws StatusRuntimeException NOT_FOUND if the activity is not pending, or has not started
   */
  <R> R startedNamed(Name name, BiFunction<CompletableActivity, Outbox, R> act) {
    if (isStandalone(name)) {
      return locked(
          server.activity(name.activityId(), name.runId()),
          (activity, out) -> {
            activity.requireStarted();
            return act.apply(activity, out);
          });
    }
    return locked(
        server.workflow(name.workflow()),
        (execution, out) -> act.apply(execution.activities.startedNamed(name.activityId()), out));
  }

  /** Checks the names of a call, and returns whether they are a standalone activity's. */
  private boolean isStandalone(Name name) {
    server.checkNamespace(name.namespace());
    if (name.activityId().isEmpty()) {
      throw StatusErrors.invalid("ActivityId is not set on request.");
    }
    return name.workflowId().isEmpty() && server.options().standalone();
  }
}
