package dev.tokenstorm.frontend;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.ResourceExhaustedCause;
import io.temporal.api.enums.v1.ResourceExhaustedScope;
import io.temporal.api.errordetails.v1.ActivityExecutionAlreadyStartedFailure;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.errordetails.v1.NotFoundFailure;
import io.temporal.api.errordetails.v1.ResourceExhaustedFailure;
import io.temporal.api.errordetails.v1.WorkflowExecutionAlreadyStartedFailure;

/** The errors of a Temporal front end, with the status, message and details of a real one. */
final class StatusErrors {
  private StatusErrors() {}

  static StatusRuntimeException invalid(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
  }

  static StatusRuntimeException unimplemented(String what) {
    return Status.UNIMPLEMENTED
        .withDescription("the null front end does not support " + what)
        .asRuntimeException();
  }

  static StatusRuntimeException notFound(String message) {
    return with(Code.NOT_FOUND, message, NotFoundFailure.getDefaultInstance());
  }

  static StatusRuntimeException noExecution(String workflowId) {
    return notFound("workflow not found for ID: " + workflowId);
  }

  static StatusRuntimeException completed() {
    return notFound("workflow execution already completed");
  }

  static StatusRuntimeException noActivity() {
    return notFound(
        "invalid activityID or activity already timed out or invoking workflow is completed");
  }

  static StatusRuntimeException noActivityNamed(String id) {
    return notFound("cannot find pending activity with ActivityID " + id);
  }

  /** What an operator is told of an activity that is not pending. */
  static StatusRuntimeException noPendingActivity() {
    return notFound(
        "Can't find pending activity with such ID. Invalid activityID or activity already"
            + " completed");
  }

  static StatusRuntimeException noWorkflowTask() {
    return notFound("Workflow task not found.");
  }

  static StatusRuntimeException noNamespace(String name) {
    return with(
        Code.NOT_FOUND,
        "Namespace " + name + " is not found.",
        NamespaceNotFoundFailure.newBuilder().setNamespace(name).build());
  }

  static StatusRuntimeException alreadyStarted(
      String message, String startRequestId, String runId) {
    return with(
        Code.ALREADY_EXISTS,
        message,
        WorkflowExecutionAlreadyStartedFailure.newBuilder()
            .setStartRequestId(startRequestId)
            .setRunId(runId)
            .build());
  }

  static StatusRuntimeException rateLimited() {
    return with(
        Code.RESOURCE_EXHAUSTED,
        "namespace rate limit exceeded",
        ResourceExhaustedFailure.newBuilder()
            .setCause(ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT)
            .setScope(ResourceExhaustedScope.RESOURCE_EXHAUSTED_SCOPE_NAMESPACE)
            .build());
  }

  static StatusRuntimeException closing() {
    return with(
        Code.RESOURCE_EXHAUSTED,
        "workflow operation can not be applied because workflow is closing",
        ResourceExhaustedFailure.newBuilder()
            .setCause(ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW)
            .setScope(ResourceExhaustedScope.RESOURCE_EXHAUSTED_SCOPE_NAMESPACE)
            .build());
  }

  static StatusRuntimeException impatient() {
    return Status.FAILED_PRECONDITION
        .withDescription("Context timeout is too short.")
        .asRuntimeException();
  }

  static StatusRuntimeException noStandaloneActivities() {
    return Status.UNIMPLEMENTED
        .withDescription("Standalone activity is disabled")
        .asRuntimeException();
  }

  static StatusRuntimeException noOperatorCommands() {
    return Status.UNIMPLEMENTED
        .withDescription("Standalone activity operator commands are disabled")
        .asRuntimeException();
  }

  static StatusRuntimeException noStandaloneActivity(String id) {
    return notFound("activity not found for ID: " + id);
  }

  static StatusRuntimeException activityStarted(String startRequestId, String runId) {
    return with(
        Code.ALREADY_EXISTS,
        "activity execution already started",
        ActivityExecutionAlreadyStartedFailure.newBuilder()
            .setStartRequestId(startRequestId)
            .setRunId(runId)
            .build());
  }

  static StatusRuntimeException invalidTransition(ActivityExecutionStatus from) {
    return failedPrecondition("invalid transition from " + StandaloneWords.of(from));
  }

  static StatusRuntimeException failedPrecondition(String message) {
    return Status.FAILED_PRECONDITION.withDescription(message).asRuntimeException();
  }

  private static StatusRuntimeException with(Code code, String message, Message detail) {
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(message)
            .addDetails(Any.pack(detail))
            .build());
  }
}
