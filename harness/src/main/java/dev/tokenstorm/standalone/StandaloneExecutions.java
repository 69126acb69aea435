package dev.tokenstorm.standalone;

import com.google.protobuf.util.Durations;
import dev.tokenstorm.greeting.ExecutionTimeout;
import dev.tokenstorm.greeting.Greetings;
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
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Standalone activities on a server. Thread-safe. */
final class StandaloneExecutions implements ServerExecutions {
  private static final Logger LOG = LoggerFactory.getLogger(StandaloneExecutions.class);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private final Greetings greetings;
  private final ExecutionIds ids;
  private final Retrier retrier;
  private final Channel channel;
  private final StartActivityExecutionRequest template;
  private final RequestCancelActivityExecutionRequest cancellation;

  /** The first of an activity's arguments; the second is the name. */
  private final Payload greeting;

  private final ActivityQuestions questions;

  StandaloneExecutions(
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
    String namespace = target.info().namespace();
    String identity = plan.identity();
    this.template = template(plan, namespace, identity);
    this.cancellation =
        RequestCancelActivityExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setIdentity(identity)
            .setReason("drawn by the plan's outcomes")
            .build();
    this.greeting =
        JsonTexts.write(greetings.greeting(StandaloneExpectation.ACTIVITY)).getPayloads(0);
    this.questions = new ActivityQuestions(target, identity, backoff);
  }

  /** What all starts share. */
  private static StartActivityExecutionRequest template(
      RunPlan plan, String namespace, String identity) {
    StartActivityExecutionRequest.Builder template =
        StartActivityExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setIdentity(identity)
            .setActivityType(ActivityType.newBuilder().setName(Greetings.ACTIVITY_TYPE))
            .setTaskQueue(TaskQueue.newBuilder().setName(plan.target().taskQueue()))
            .setScheduleToCloseTimeout(Durations.fromSeconds(ExecutionTimeout.of(plan).toSeconds()))
            .setStartToCloseTimeout(
                Durations.fromNanos(plan.greeting().startToCloseTimeout().toNanos()))
            .setRetryPolicy(
                RetryPolicy.newBuilder().setMaximumAttempts(plan.greeting().maxAttempts()));
    plan.greeting()
        .heartbeatTimeout()
        .ifPresent(timeout -> template.setHeartbeatTimeout(Durations.fromNanos(timeout.toNanos())));
    return template.build();
  }

  @Override
  public void start(long n, Runnable acknowledged, Consumer<Status> refused) {
    String id = ids.id(n);
    StartActivityExecutionRequest request =
        template.toBuilder()
            .setActivityId(id)
            // The same for each attempt, so that the server takes them for one.
            .setRequestId(id)
            .setInput(
                Payloads.newBuilder()
                    .addPayloads(greeting)
                    .addPayloads(JsonTexts.write(greetings.name(n)).getPayloads(0)))
            .build();
    retrier.<StartActivityExecutionResponse>call(
        (answered, failed) ->
            UnaryCall.start(
                channel,
                WorkflowServiceGrpc.getStartActivityExecutionMethod(),
                CALL_TIMEOUT,
                request,
                answered,
                failed),
        answer -> acknowledged.run(),
        refused);
  }

  @Override
  public void cancel(long n) {
    String id = ids.id(n);
    RequestCancelActivityExecutionRequest request =
        cancellation.toBuilder().setActivityId(id).setRequestId(id).build();
    retrier.<RequestCancelActivityExecutionResponse>call(
        (answered, failed) ->
            UnaryCall.start(
                channel,
                WorkflowServiceGrpc.getRequestCancelActivityExecutionMethod(),
                CALL_TIMEOUT,
                request,
                answered,
                failed),
        answer -> {},
        status -> {
          if (!ActivityQuestions.saysClosed(status)) {
            LOG.warn("The cancellation of activity {} was refused: {}", id, status.getCode());
          }
        });
  }

  @Override
  public Presence presence(long n, BooleanSupplier giveUp) {
    return questions.presence(ids.id(n), giveUp);
  }

  @Override
  public Optional<Evidence> evidence(long n, BooleanSupplier giveUp) {
    return questions.evidence(ids.id(n), giveUp);
  }

  @Override
  public boolean terminate(long n, String reason, BooleanSupplier giveUp) {
    return questions.terminate(ids.id(n), reason, giveUp);
  }
}
