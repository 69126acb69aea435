package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.workload.CompletionContent;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes as applications do: one blocking call of {@code ActivityCompletionClient} at a time.
 * Thread-safe.
 */
final class SdkCompleter {
  private static final Logger LOG = LoggerFactory.getLogger(SdkCompleter.class);

  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final ActivityCompletionClient client;
  private final boolean byId;
  private final CompletionContent content;

  SdkCompleter(
      WorkflowServiceStubs stubs, String namespace, CompleteBy by, CompletionContent content) {
    this.stubs = stubs;
    this.namespace = namespace;
    this.client =
        WorkflowClient.newInstance(
                stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build())
            .newActivityCompletionClient();
    this.byId = by == CompleteBy.ID;
    this.content = content;
  }

  /** Makes one call, the SDK's own retries included. */
  CallOutcome call(Token token, CallKind call) {
    try {
      switch (call) {
        case COMPLETE -> complete(token);
        case FAIL -> fail(token);
        case HEARTBEAT -> heartbeat(token);
        case REPORT_CANCELLATION -> reportCancellation(token);
      }
      return CallOutcome.OK;
    } catch (ActivityNotExistsException e) {
      return CallOutcome.GONE;
    } catch (ActivityCompletionException e) {
      if (e.getCause() instanceof ActivityCanceledException) {
        return CallOutcome.CANCEL_REQUESTED;
      }
      if (call == CallKind.HEARTBEAT && tellsOfAnOperator(e)) {
        return CallOutcome.OK;
      }
      return CallOutcome.of(call, Status.fromThrowable(e));
    } catch (StatusRuntimeException e) {
      return CallOutcome.of(call, e.getStatus());
    } catch (RuntimeException e) {
      LOG.warn("A completion could not be made: {}", e.toString());
      return CallOutcome.REFUSED;
    }
  }

  /** A heartbeat that was taken; its answer said what an operator did to the activity. */
  private static boolean tellsOfAnOperator(ActivityCompletionException e) {
    return e.getCause() instanceof ActivityPausedException
        || e.getCause() instanceof ActivityResetException;
  }

  private String workflowId(Token token) {
    return content.workflowId(token.execution().number());
  }

  private boolean byId(Token token) {
    return byId || token.bytesUnknown();
  }

  private String result(Token token) {
    return content.result(token.execution().number(), token.activity());
  }

  private void complete(Token token) {
    if (!byId(token)) {
      client.complete(token.bytes().toByteArray(), result(token));
    } else if (standalone(token)) {
      client.completeStandalone(token.activityId(), run(token), result(token));
    } else {
      client.complete(workflowId(token), run(token), token.activityId(), result(token));
    }
  }

  private void fail(Token token) {
    if (!byId(token)) {
      client.completeExceptionally(token.bytes().toByteArray(), content.failure());
    } else if (standalone(token)) {
      client.completeExceptionallyStandalone(token.activityId(), run(token), content.failure());
    } else {
      client.completeExceptionally(
          workflowId(token), run(token), token.activityId(), content.failure());
    }
  }

  private void heartbeat(Token token) {
    if (!byId(token)) {
      client.heartbeat(token.bytes().toByteArray(), null);
    } else if (standalone(token)) {
      client.heartbeatStandalone(token.activityId(), run(token), null);
    } else {
      client.heartbeat(workflowId(token), run(token), token.activityId(), null);
    }
  }

  /** Whether the activity belongs to no workflow: for that the client has methods of their own. */
  private boolean standalone(Token token) {
    return workflowId(token).isEmpty();
  }

  private static Optional<String> run(Token token) {
    return Optional.of(token.runId());
  }

  /** Through the stub: the client's own method swallows what the server answers. */
  private void reportCancellation(Token token) {
    if (byId(token)) {
      stubs
          .blockingStub()
          .respondActivityTaskCanceledById(
              RespondActivityTaskCanceledByIdRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowId(workflowId(token))
                  .setRunId(token.runId())
                  .setActivityId(token.activityId())
                  .build());
    } else {
      stubs
          .blockingStub()
          .respondActivityTaskCanceled(
              RespondActivityTaskCanceledRequest.newBuilder()
                  .setNamespace(namespace)
                  .setTaskToken(token.bytes())
                  .build());
    }
  }
}
