package dev.tokenstorm.greeting;

import com.google.protobuf.util.Durations;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.UnaryCall;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.JsonTexts;
import dev.tokenstorm.workload.ServerExecutions;
import io.grpc.Channel;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Greeting workflows on a server. Thread-safe. */
final class GreetingExecutions implements ServerExecutions {
  private static final Logger LOG = LoggerFactory.getLogger(GreetingExecutions.class);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  private final Greetings greetings;
  private final ExecutionIds ids;
  private final Retrier retrier;
  private final Channel channel;
  private final String namespace;
  private final StartWorkflowExecutionRequest template;
  private final WorkflowQuestions questions;

  GreetingExecutions(
      RunPlan plan,
      Greetings greetings,
      ExecutionIds ids,
      Target target,
      Retrier retrier,
      Backoff backoff) {
    this.greetings = greetings;
    this.ids = ids;
    this.retrier = retrier;
    this.channel = target.directChannel();
    this.namespace = target.info().namespace();
    this.template =
        StartWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setWorkflowType(WorkflowType.newBuilder().setName(Greetings.WORKFLOW_TYPE))
            .setTaskQueue(TaskQueue.newBuilder().setName(plan.target().taskQueue()))
            .setIdentity(plan.identity())
            .setWorkflowExecutionTimeout(
                Durations.fromSeconds(ExecutionTimeout.of(plan).toSeconds()))
            .build();
    this.questions = new WorkflowQuestions(target, backoff);
  }

  @Override
  public void start(long n, Runnable acknowledged, Consumer<Status> refused) {
    String id = ids.id(n);
    StartWorkflowExecutionRequest request =
        template.toBuilder()
            .setWorkflowId(id)
            // The same for each attempt, so that the server takes them for one.
            .setRequestId(id)
            .setInput(JsonTexts.write(greetings.name(n)))
            .build();
    retrier.<StartWorkflowExecutionResponse>call(
        (answered, failed) ->
            UnaryCall.start(
                channel,
                WorkflowServiceGrpc.getStartWorkflowExecutionMethod(),
                ATTEMPT_TIMEOUT,
                request,
                answered,
                failed),
        answer -> acknowledged.run(),
        refused);
  }

  @Override
  public void cancel(long n) {
    String id = ids.id(n);
    RequestCancelWorkflowExecutionRequest request =
        RequestCancelWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
            .setRequestId(id)
            .setReason("drawn by the plan's outcomes")
            .build();
    retrier.<RequestCancelWorkflowExecutionResponse>call(
        (answered, failed) ->
            UnaryCall.start(
                channel,
                WorkflowServiceGrpc.getRequestCancelWorkflowExecutionMethod(),
                ATTEMPT_TIMEOUT,
                request,
                answered,
                failed),
        answer -> {},
        status -> {
          if (status.getCode() != Status.Code.NOT_FOUND) {
            LOG.warn("The cancellation of workflow {} was refused: {}", id, status.getCode());
          }
        });
  }

  @Override
  public Presence presence(long n, BooleanSupplier giveUp) {
    return questions.presence(ids.id(n), giveUp);
  }

  @Override
  public Optional<Evidence> evidence(long n, BooleanSupplier giveUp) {
    return questions.history(ids.id(n), greetings, giveUp).map(GreetingHistory::evidence);
  }

  @Override
  public boolean terminate(long n, String reason, BooleanSupplier giveUp) {
    return questions.terminate(ids.id(n), reason, giveUp);
  }
}
