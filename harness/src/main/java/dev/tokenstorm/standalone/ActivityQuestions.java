package dev.tokenstorm.standalone;

import com.google.protobuf.ByteString;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.ServerExecutions.Presence;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Questions to the server about single standalone activities, asked again while they fail for a
 * passing reason and there is still time. On a connection of its own. Thread-safe.
 */
final class ActivityQuestions {
  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final String identity;
  private final Backoff backoff;

  ActivityQuestions(Target target, String identity, Backoff backoff) {
    this.stubs = target.connectForAudit();
    this.namespace = target.info().namespace();
    this.identity = identity;
    this.backoff = backoff;
  }

  /** Whether a request to end an activity was refused because it is closed, or was never there. */
  static boolean saysClosed(Status status) {
    return status.getCode() == Status.Code.NOT_FOUND
        || status.getCode() == Status.Code.FAILED_PRECONDITION;
  }

  /** Whether an activity is there. */
  Presence presence(String activityId, BooleanSupplier giveUp) {
    try {
      return ActivityDescription.isOpen(describe(activityId, false, giveUp).getInfo().getStatus())
          ? Presence.OPEN
          : Presence.CLOSED;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.NOT_FOUND ? Presence.ABSENT : Presence.UNKNOWN;
    }
  }

  /** What the server keeps of it; empty when it could not be read in time. */
  Optional<Evidence> evidence(String activityId, BooleanSupplier giveUp) {
    try {
      return Optional.of(ActivityDescription.evidence(describe(activityId, true, giveUp)));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  /** One page of a listing. */
  ActivityListing.Page page(ActivityListing listing, ByteString from, BooleanSupplier giveUp) {
    return backoff.callUnless(giveUp, () -> listing.page(stubs.blockingStub(), from));
  }

  /**
   * What the server tells of it.
   *
   * @param outcome whether its result is wanted
   * @throws StatusRuntimeException the last failure
   */
  DescribeActivityExecutionResponse describe(
      String activityId, boolean outcome, BooleanSupplier giveUp) {
    return backoff.callUnless(
        giveUp,
        () ->
            stubs
                .blockingStub()
                .describeActivityExecution(
                    DescribeActivityExecutionRequest.newBuilder()
                        .setNamespace(namespace)
                        .setActivityId(activityId)
                        .setIncludeOutcome(outcome)
                        .build()));
  }

  /**
   * Terminates an activity; false when that could not be done in time, or it was closed already.
   */
  boolean terminate(String activityId, String reason, BooleanSupplier giveUp) {
    TerminateActivityExecutionRequest request =
        TerminateActivityExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setActivityId(activityId)
            // The same for each attempt, so that the server takes them for one.
            .setRequestId(activityId)
            .setIdentity(identity)
            .setReason(reason)
            .build();
    try {
      backoff.callUnless(giveUp, () -> stubs.blockingStub().terminateActivityExecution(request));
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }
}
