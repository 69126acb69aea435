package dev.tokenstorm.wire;

import com.google.protobuf.util.Durations;
import dev.tokenstorm.greeting.GreetingEvents;
import dev.tokenstorm.measurement.SizeLimit;
import dev.tokenstorm.server.UnaryCall;
import dev.tokenstorm.workload.ExecutionEnd;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.enums.v1.QueryResultType;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.query.v1.WorkflowQueryResult;
import io.temporal.api.taskqueue.v1.StickyExecutionAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondQueryTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what workflow tasks are answered with, again where that is right, and tells of workflows
 * that close. Thread-safe; never blocks.
 */
final class WorkflowAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(WorkflowAnswers.class);

  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  /** The SDK's own default. */
  private static final Duration STICKY_TIMEOUT = Duration.ofSeconds(5);

  private static final String NO_QUERIES = "The greeting workflow answers no queries.";

  private final Channel channel;
  private final GreetingEvents events;
  private final StateCache cache;
  private final TaskRetries retries;
  private final UnderWay underWay;
  private final String namespace;
  private final RespondWorkflowTaskCompletedRequest template;
  private volatile Consumer<PollWorkflowTaskQueueResponse> workflowTasks = task -> {};
  private volatile Consumer<PollActivityTaskQueueResponse> activityTasks = task -> {};

  WorkflowAnswers(
      Channel channel,
      GreetingEvents events,
      StateCache cache,
      TaskRetries retries,
      UnderWay underWay,
      WorkerNames names) {
    this.channel = channel;
    this.events = events;
    this.cache = cache;
    this.retries = retries;
    this.underWay = underWay;
    this.namespace = names.namespace();
    this.template =
        RespondWorkflowTaskCompletedRequest.newBuilder()
            .setNamespace(namespace)
            .setIdentity(names.identity())
            .setStickyAttributes(
                StickyExecutionAttributes.newBuilder()
                    .setWorkerTaskQueue(
                        TaskQueue.newBuilder()
                            .setName(names.stickyQueue())
                            .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY)
                            .setNormalName(names.taskQueue()))
                    .setScheduleToStartTimeout(Durations.fromNanos(STICKY_TIMEOUT.toNanos())))
            .setReturnNewWorkflowTask(true)
            .build();
  }

  /** Says who takes the tasks that come with an answer. To be called before anything is sent. */
  void handOn(
      Consumer<PollWorkflowTaskQueueResponse> workflow,
      Consumer<PollActivityTaskQueueResponse> activity) {
    workflowTasks = workflow;
    activityTasks = activity;
  }

  /** Sends a decision. */
  void complete(PollWorkflowTaskQueueResponse task, Decision decision) {
    RespondWorkflowTaskCompletedRequest.Builder request =
        template.toBuilder().setTaskToken(task.getTaskToken()).addAllCommands(decision.commands());
    for (String query : task.getQueriesMap().keySet()) {
      request.putQueryResults(query, refusal());
    }
    send(
        WorkflowServiceGrpc.getRespondWorkflowTaskCompletedMethod(),
        request.build(),
        answer -> completed(task, decision.end(), answer),
        status -> refused(task, status),
        decision.end().isPresent()
            ? () -> events.closeInDoubt(task.getWorkflowExecution().getWorkflowId())
            : () -> {});
  }

  private void refused(PollWorkflowTaskQueueResponse task, Status status) {
    cache.forget(task.getWorkflowExecution().getRunId(), task.getStartedEventId());
    if (SizeLimit.of(status).equals(Optional.of(SizeLimit.MESSAGE_TOO_LARGE))) {
      LOG.warn(
          "A task of workflow {} cannot be answered: {}",
          task.getWorkflowExecution().getWorkflowId(),
          status.getDescription());
      fail(task, new TooLargeAnswerException(String.valueOf(status.getDescription())));
    }
  }

  private void completed(
      PollWorkflowTaskQueueResponse task,
      Optional<ExecutionEnd> end,
      RespondWorkflowTaskCompletedResponse answer) {
    if (end.isPresent()) {
      events.closed(task.getWorkflowExecution().getWorkflowId(), end.get());
    }
    events.answered(answer);
    for (PollActivityTaskQueueResponse eager : answer.getActivityTasksList()) {
      activityTasks.accept(eager);
    }
    if (answer.hasWorkflowTask()) {
      workflowTasks.accept(answer.getWorkflowTask());
    }
  }

  /** Fails a workflow task; later attempts are left to time out, so that they do not spin. */
  void fail(PollWorkflowTaskQueueResponse task, RuntimeException failure) {
    if (task.getAttempt() > 1) {
      return;
    }
    send(
        WorkflowServiceGrpc.getRespondWorkflowTaskFailedMethod(),
        RespondWorkflowTaskFailedRequest.newBuilder()
            .setNamespace(namespace)
            .setIdentity(template.getIdentity())
            .setTaskToken(task.getTaskToken())
            .setCause(cause(failure))
            .setFailure(
                Failure.newBuilder()
                    .setMessage(String.valueOf(failure.getMessage()))
                    .setApplicationFailureInfo(
                        ApplicationFailureInfo.newBuilder().setType(failure.getClass().getName())))
            .build(),
        answer -> {},
        status -> {},
        () -> {});
  }

  private static WorkflowTaskFailedCause cause(RuntimeException failure) {
    if (failure instanceof NondeterminismException) {
      return WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR;
    }
    return failure instanceof TooLargeAnswerException
        ? WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_GRPC_MESSAGE_TOO_LARGE
        : WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE;
  }

  /** Answers a query that came by itself. */
  void refuseQuery(PollWorkflowTaskQueueResponse task) {
    send(
        WorkflowServiceGrpc.getRespondQueryTaskCompletedMethod(),
        RespondQueryTaskCompletedRequest.newBuilder()
            .setNamespace(namespace)
            .setTaskToken(task.getTaskToken())
            .setCompletedType(QueryResultType.QUERY_RESULT_TYPE_FAILED)
            .setErrorMessage(NO_QUERIES)
            .build(),
        answer -> {},
        status -> {},
        () -> {});
  }

  private static WorkflowQueryResult refusal() {
    return WorkflowQueryResult.newBuilder()
        .setResultType(QueryResultType.QUERY_RESULT_TYPE_FAILED)
        .setErrorMessage(NO_QUERIES)
        .build();
  }

  /**
   * @param answered takes the acknowledgement
   * @param refused takes the last status when there is none
   * @param doubted runs after every attempt that failed
   */
  private <Q, R> void send(
      MethodDescriptor<Q, R> method,
      Q request,
      Consumer<R> answered,
      Consumer<Status> refused,
      Runnable doubted) {
    underWay.begin();
    attempt(
        method,
        request,
        underWay.endingWith(answered),
        underWay.endingWith(refused),
        doubted,
        retries.begin(),
        0);
  }

  private <Q, R> void attempt(
      MethodDescriptor<Q, R> method,
      Q request,
      Consumer<R> answered,
      Consumer<Status> refused,
      Runnable doubted,
      long begun,
      int failures) {
    UnaryCall.start(
        channel,
        method,
        ATTEMPT_TIMEOUT,
        request,
        answered,
        status -> {
          doubted.run();
          int more = failures + 1;
          if (!retries.again(
              status,
              begun,
              more,
              () -> attempt(method, request, answered, refused, doubted, begun, more))) {
            refused.accept(status);
          }
        });
  }
}
