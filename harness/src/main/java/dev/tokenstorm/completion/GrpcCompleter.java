package dev.tokenstorm.completion;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.workload.Greetings;
import dev.tokenstorm.workload.WorkflowIds;
import io.grpc.Status;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceFutureStub;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Completes by asynchronous stubs on a direct-executor channel: no thread waits, and answers come
 * on the event loop. Thread-safe.
 */
final class GrpcCompleter {
  private static final int ATTEMPT_TIMEOUT_SECONDS = 10;

  private final WorkflowServiceStubs stubs;
  private final boolean byId;
  private final Reply reply;
  private final DataConverter converter = DefaultDataConverter.STANDARD_INSTANCE;
  private final Failure failure;
  private final String namespace;

  GrpcCompleter(
      WorkflowServiceStubs directStubs,
      String namespace,
      CompleteBy by,
      Greetings greetings,
      WorkflowIds ids) {
    this.stubs = directStubs;
    this.namespace = namespace;
    this.byId = by == CompleteBy.ID;
    this.reply = new Reply(greetings, ids);
    this.failure = converter.exceptionToFailure(reply.failure());
  }

  /**
   * Makes one call.
   *
   * @param answered takes its answer, on the event loop; must not block
   */
  void call(Token token, Call call, Consumer<Answer> answered) {
    WorkflowServiceFutureStub stub =
        stubs.futureStub().withDeadlineAfter(ATTEMPT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    ListenableFuture<?> future =
        byId ? callById(stub, token, call) : callByToken(stub, token, call);
    Futures.addCallback(
        future,
        new FutureCallback<Object>() {
          @Override
          public void onSuccess(@Nullable Object response) {
            answered.accept(cancelRequested(response) ? Answer.CANCEL_REQUESTED : Answer.OK);
          }

          @Override
          public void onFailure(Throwable failed) {
            answered.accept(Answer.of(call, Status.fromThrowable(failed).getCode()));
          }
        },
        MoreExecutors.directExecutor());
  }

  private static boolean cancelRequested(@Nullable Object response) {
    if (response instanceof RecordActivityTaskHeartbeatResponse byToken) {
      return byToken.getCancelRequested();
    }
    return response instanceof RecordActivityTaskHeartbeatByIdResponse byId
        && byId.getCancelRequested();
  }

  private ListenableFuture<?> callByToken(WorkflowServiceFutureStub stub, Token token, Call call) {
    return switch (call) {
      case COMPLETE ->
          stub.respondActivityTaskCompleted(
              RespondActivityTaskCompletedRequest.newBuilder()
                  .setNamespace(namespace)
                  .setTaskToken(token.bytes())
                  .setResult(result(token))
                  .build());
      case FAIL ->
          stub.respondActivityTaskFailed(
              RespondActivityTaskFailedRequest.newBuilder()
                  .setNamespace(namespace)
                  .setTaskToken(token.bytes())
                  .setFailure(failure)
                  .build());
      case REPORT_CANCELLATION ->
          stub.respondActivityTaskCanceled(
              RespondActivityTaskCanceledRequest.newBuilder()
                  .setNamespace(namespace)
                  .setTaskToken(token.bytes())
                  .build());
      case HEARTBEAT ->
          stub.recordActivityTaskHeartbeat(
              RecordActivityTaskHeartbeatRequest.newBuilder()
                  .setNamespace(namespace)
                  .setTaskToken(token.bytes())
                  .build());
    };
  }

  private ListenableFuture<?> callById(WorkflowServiceFutureStub stub, Token token, Call call) {
    String workflowId = reply.workflowId(token);
    String activityId = token.activityId();
    return switch (call) {
      case COMPLETE ->
          stub.respondActivityTaskCompletedById(
              RespondActivityTaskCompletedByIdRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowId(workflowId)
                  .setActivityId(activityId)
                  .setResult(result(token))
                  .build());
      case FAIL ->
          stub.respondActivityTaskFailedById(
              RespondActivityTaskFailedByIdRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowId(workflowId)
                  .setActivityId(activityId)
                  .setFailure(failure)
                  .build());
      case REPORT_CANCELLATION ->
          stub.respondActivityTaskCanceledById(
              RespondActivityTaskCanceledByIdRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowId(workflowId)
                  .setActivityId(activityId)
                  .build());
      case HEARTBEAT ->
          stub.recordActivityTaskHeartbeatById(
              RecordActivityTaskHeartbeatByIdRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowId(workflowId)
                  .setActivityId(activityId)
                  .build());
    };
  }

  private Payloads result(Token token) {
    return converter
        .toPayloads(reply.result(token))
        .orElseThrow(() -> new IllegalStateException("a text has a payload"));
  }
}
