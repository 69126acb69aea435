package dev.tokenstorm.cell;

import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.UnaryCall;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.Evidence.ActivityEvidence;
import dev.tokenstorm.workload.Evidence.Closing;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.JsonTexts;
import dev.tokenstorm.workload.ServerExecutions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The server's side of one-activity executions. Thread-safe. */
final class OneActivityExecutions implements ServerExecutions {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ExecutionIds ids;
  private final Retrier retrier;
  private final Channel channel;
  private final WorkflowServiceBlockingStub questions;

  OneActivityExecutions(ExecutionIds ids, Target target, Retrier retrier) {
    this.ids = ids;
    this.retrier = retrier;
    this.channel = target.directChannel();
    this.questions = target.connectForAudit().blockingStub();
  }

  @Override
  public void start(long n, Runnable acknowledged, Consumer<Status> refused) {
    StartActivityExecutionRequest request =
        StartActivityExecutionRequest.newBuilder().setActivityId(ids.id(n)).build();
    retrier.<StartActivityExecutionResponse>call(
        (answered, failed) ->
            UnaryCall.start(
                channel,
                WorkflowServiceGrpc.getStartActivityExecutionMethod(),
                TIMEOUT,
                request,
                answered,
                failed),
        answer -> acknowledged.run(),
        refused);
  }

  @Override
  public void cancel(long n) {
    RequestCancelActivityExecutionRequest request =
        RequestCancelActivityExecutionRequest.newBuilder().setActivityId(ids.id(n)).build();
    retrier.<RequestCancelActivityExecutionResponse>call(
        (answered, failed) ->
            UnaryCall.start(
                channel,
                WorkflowServiceGrpc.getRequestCancelActivityExecutionMethod(),
                TIMEOUT,
                request,
                answered,
                failed),
        answer -> {},
        status -> {
          throw new AssertionError(status);
        });
  }

  @Override
  public Presence presence(long n, BooleanSupplier giveUp) {
    try {
      return end(describe(n)).isEmpty() ? Presence.OPEN : Presence.CLOSED;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.NOT_FOUND ? Presence.ABSENT : Presence.UNKNOWN;
    }
  }

  private DescribeActivityExecutionResponse describe(long n) {
    return questions.describeActivityExecution(
        DescribeActivityExecutionRequest.newBuilder()
            .setActivityId(ids.id(n))
            .setIncludeOutcome(true)
            .build());
  }

  @Override
  public Optional<Evidence> evidence(long n, BooleanSupplier giveUp) {
    DescribeActivityExecutionResponse described = describe(n);
    Optional<ExecutionEnd> end = end(described);
    ActivityEvidence activity =
        new ActivityEvidence(
            1,
            end.isPresent() ? 1 : 0,
            described.getInfo().getAttempt(),
            closing(described.getInfo().getStatus()),
            JsonTexts.read(described.getOutcome().getResult()));
    return Optional.of(new Evidence(end, 0, Map.of(0, activity)));
  }

  private static Closing closing(ActivityExecutionStatus status) {
    return switch (status) {
      case ACTIVITY_EXECUTION_STATUS_COMPLETED -> Closing.COMPLETED;
      case ACTIVITY_EXECUTION_STATUS_FAILED -> Closing.FAILED;
      case ACTIVITY_EXECUTION_STATUS_CANCELED -> Closing.CANCELLED;
      case ACTIVITY_EXECUTION_STATUS_TIMED_OUT -> Closing.TIMED_OUT;
      default -> Closing.NONE;
    };
  }

  private static Optional<ExecutionEnd> end(DescribeActivityExecutionResponse described) {
    return switch (described.getInfo().getStatus()) {
      case ACTIVITY_EXECUTION_STATUS_COMPLETED ->
          Optional.of(ExecutionEnd.completed(JsonTexts.read(described.getOutcome().getResult())));
      case ACTIVITY_EXECUTION_STATUS_FAILED -> Optional.of(ExecutionEnd.failed(Cause.APPLICATION));
      case ACTIVITY_EXECUTION_STATUS_CANCELED ->
          Optional.of(ExecutionEnd.of(ExecutionEnd.Status.CANCELLED));
      case ACTIVITY_EXECUTION_STATUS_TERMINATED ->
          Optional.of(ExecutionEnd.of(ExecutionEnd.Status.TERMINATED));
      default -> Optional.empty();
    };
  }

  @Override
  public boolean terminate(long n, String reason, BooleanSupplier giveUp) {
    var unused =
        questions.terminateActivityExecution(
            TerminateActivityExecutionRequest.newBuilder()
                .setActivityId(ids.id(n))
                .setReason(reason)
                .build());
    return true;
  }
}
