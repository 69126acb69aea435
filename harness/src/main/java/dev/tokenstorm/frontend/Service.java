package dev.tokenstorm.frontend;

import static dev.tokenstorm.frontend.AnyExecution.locked;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.CountActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.CountActivityExecutionsResponse;
import io.temporal.api.workflowservice.v1.DeleteActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DeleteActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetClusterInfoRequest;
import io.temporal.api.workflowservice.v1.GetClusterInfoResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsResponse;
import io.temporal.api.workflowservice.v1.PauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.PauseActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.PauseActivityResponse;
import io.temporal.api.workflowservice.v1.PollActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.PollActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatByIdResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ResetActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.ResetActivityResponse;
import io.temporal.api.workflowservice.v1.ResetStickyTaskQueueRequest;
import io.temporal.api.workflowservice.v1.ResetStickyTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedResponse;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerResponse;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.UnpauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.UnpauseActivityRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityResponse;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityExecutionOptionsResponse;
import io.temporal.api.workflowservice.v1.UpdateActivityOptionsRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityOptionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC API of Temporal, as far as the null front end supports it. All other methods answer
 * UNIMPLEMENTED with their names, by the generated base class. Methods run on event loops, so none
 * of them blocks.
 */
final class Service extends WorkflowServiceGrpc.WorkflowServiceImplBase {
  private static final long SHORTEST_POLL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_POLL_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ServerContext server;
  private final Starts starts;
  private final Histories histories;
  private final NamedActivities activities;
  private final StandaloneCalls standalones;
  private final OperatorCalls operators;
  private final WorkflowOperatorCalls workflowOperators;

  Service(ServerContext server) {
    this.server = server;
    this.starts = new Starts(server);
    this.histories = new Histories(server);
    this.activities = new NamedActivities(server);
    this.standalones = new StandaloneCalls(server);
    this.operators = new OperatorCalls(server);
    this.workflowOperators = new WorkflowOperatorCalls(server);
  }

  private <R> void serve(Faults.Kind kind, StreamObserver<R> observer, Supplier<R> handler) {
    server.faults().serve(kind, observer, () -> reply(kind, observer, handler));
  }

  private <R> void reply(Faults.Kind kind, StreamObserver<R> observer, Supplier<R> handler) {
    R answer;
    try {
      answer = handler.get();
    } catch (StatusRuntimeException refusal) {
      observer.onError(refusal);
      return;
    }
    server.faults().answer(kind, observer, answer);
  }

  /** Serves a question whose answer may come later. */
  private <R> void ask(StreamObserver<R> observer, Consumer<Consumer<R>> handler) {
    server
        .faults()
        .serve(
            Faults.Kind.QUESTION,
            observer,
            () -> {
              try {
                handler.accept(
                    answer -> server.faults().answer(Faults.Kind.QUESTION, observer, answer));
              } catch (StatusRuntimeException refusal) {
                observer.onError(refusal);
              }
            });
  }

  private Execution find(String namespace, WorkflowExecution name) {
    server.checkNamespace(namespace);
    return server.workflow(name);
  }

  // ---- the front end and its namespace

  @Override
  public void getSystemInfo(
      GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
    serve(Faults.Kind.QUESTION, observer, DescribeResponses::system);
  }

  @Override
  public void getClusterInfo(
      GetClusterInfoRequest request, StreamObserver<GetClusterInfoResponse> observer) {
    serve(
        Faults.Kind.QUESTION,
        observer,
        () ->
            GetClusterInfoResponse.newBuilder()
                .setClusterName("null")
                .setClusterId(Long.toHexString(server.id()))
                .setServerVersion(NullFrontEnd.VERSION)
                .build());
  }

  @Override
  public void describeNamespace(
      DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> observer) {
    serve(
        Faults.Kind.QUESTION,
        observer,
        () -> {
          server.checkNamespace(request.getNamespace());
          return DescribeResponses.namespace(server);
        });
  }

  // ---- workflows

  @Override
  public void startWorkflowExecution(
      StartWorkflowExecutionRequest request,
      StreamObserver<StartWorkflowExecutionResponse> observer) {
    server.faults().firstStart();
    serve(
        Faults.Kind.CHANGE,
        observer,
        () -> {
          server.checkNamespace(request.getNamespace());
          Outbox out = new Outbox();
          try {
            return starts.start(request, out);
          } finally {
            out.flush();
          }
        });
  }

  @Override
  public void requestCancelWorkflowExecution(
      RequestCancelWorkflowExecutionRequest request,
      StreamObserver<RequestCancelWorkflowExecutionResponse> observer) {
    serve(
        Faults.Kind.CHANGE,
        observer,
        () ->
            locked(
                find(request.getNamespace(), request.getWorkflowExecution()),
                (execution, out) -> {
                  Unsupported.checkLinks(request.getLinksCount());
                  checkFirstRun(execution, request.getFirstExecutionRunId());
                  execution.requestCancel(request.getIdentity(), request.getReason(), out);
                  return RequestCancelWorkflowExecutionResponse.getDefaultInstance();
                }));
  }

  @Override
  public void signalWorkflowExecution(
      SignalWorkflowExecutionRequest request,
      StreamObserver<SignalWorkflowExecutionResponse> observer) {
    serve(
        Faults.Kind.CHANGE,
        observer,
        () ->
            locked(
                find(request.getNamespace(), request.getWorkflowExecution()),
                (execution, out) -> {
                  Unsupported.checkLinks(request.getLinksCount());
                  execution.signal(request, out);
                  return SignalWorkflowExecutionResponse.getDefaultInstance();
                }));
  }

  @Override
  public void terminateWorkflowExecution(
      TerminateWorkflowExecutionRequest request,
      StreamObserver<TerminateWorkflowExecutionResponse> observer) {
    serve(
        Faults.Kind.CHANGE,
        observer,
        () ->
            locked(
                find(request.getNamespace(), request.getWorkflowExecution()),
                (execution, out) -> {
                  Unsupported.checkLinks(request.getLinksCount());
                  execution.requireOpen();
                  checkFirstRun(execution, request.getFirstExecutionRunId());
                  execution.terminate(
                      request.getReason(),
                      given(request.hasDetails(), request.getDetails()),
                      request.getIdentity(),
                      out);
                  return TerminateWorkflowExecutionResponse.getDefaultInstance();
                }));
  }

  private static void checkFirstRun(Execution execution, String firstRunId) {
    if (!firstRunId.isEmpty() && !firstRunId.equals(execution.runId)) {
      throw StatusErrors.notFound("workflow execution not found");
    }
  }

  @Override
  public void describeWorkflowExecution(
      DescribeWorkflowExecutionRequest request,
      StreamObserver<DescribeWorkflowExecutionResponse> observer) {
    serve(
        Faults.Kind.QUESTION,
        observer,
        () ->
            locked(
                find(request.getNamespace(), request.getExecution()),
                (execution, out) -> DescribeResponses.execution(execution)));
  }

  @Override
  public void getWorkflowExecutionHistory(
      GetWorkflowExecutionHistoryRequest request,
      StreamObserver<GetWorkflowExecutionHistoryResponse> observer) {
    Context context = Context.current();
    ask(
        observer,
        answer -> {
          server.checkNamespace(request.getNamespace());
          context.run(() -> histories.read(request, answer));
        });
  }

  @Override
  public void resetStickyTaskQueue(
      ResetStickyTaskQueueRequest request, StreamObserver<ResetStickyTaskQueueResponse> observer) {
    serve(
        Faults.Kind.CHANGE,
        observer,
        () ->
            locked(
                find(request.getNamespace(), request.getExecution()),
                (execution, out) -> {
                  execution.requireOpen();
                  execution.workflowTask.unstick();
                  return ResetStickyTaskQueueResponse.getDefaultInstance();
                }));
  }

  @Override
  public void shutdownWorker(
      ShutdownWorkerRequest request, StreamObserver<ShutdownWorkerResponse> observer) {
    serve(
        Faults.Kind.CHANGE,
        observer,
        () -> {
          server.checkNamespace(request.getNamespace());
          server.workflowTasks().release(request.getStickyTaskQueue());
          return ShutdownWorkerResponse.getDefaultInstance();
        });
  }

  // ---- standalone activities

  @Override
  public void startActivityExecution(
      StartActivityExecutionRequest request,
      StreamObserver<StartActivityExecutionResponse> observer) {
    server.faults().firstStart();
    serve(Faults.Kind.CHANGE, observer, () -> standalones.start(request));
  }

  @Override
  public void describeActivityExecution(
      DescribeActivityExecutionRequest request,
      StreamObserver<DescribeActivityExecutionResponse> observer) {
    long deadline = standalones.pollDeadlineNanos();
    ask(observer, answer -> standalones.describe(request, deadline, answer));
  }

  @Override
  public void pollActivityExecution(
      PollActivityExecutionRequest request,
      StreamObserver<PollActivityExecutionResponse> observer) {
    long deadline = standalones.pollDeadlineNanos();
    ask(observer, answer -> standalones.poll(request, deadline, answer));
  }

  @Override
  public void requestCancelActivityExecution(
      RequestCancelActivityExecutionRequest request,
      StreamObserver<RequestCancelActivityExecutionResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> standalones.requestCancel(request));
  }

  @Override
  public void terminateActivityExecution(
      TerminateActivityExecutionRequest request,
      StreamObserver<TerminateActivityExecutionResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> standalones.terminate(request));
  }

  @Override
  public void deleteActivityExecution(
      DeleteActivityExecutionRequest request,
      StreamObserver<DeleteActivityExecutionResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> standalones.delete(request));
  }

  @Override
  public void listActivityExecutions(
      ListActivityExecutionsRequest request,
      StreamObserver<ListActivityExecutionsResponse> observer) {
    serve(Faults.Kind.QUESTION, observer, () -> standalones.list(request));
  }

  @Override
  public void countActivityExecutions(
      CountActivityExecutionsRequest request,
      StreamObserver<CountActivityExecutionsResponse> observer) {
    serve(Faults.Kind.QUESTION, observer, () -> standalones.count(request));
  }

  // ---- operators

  @Override
  public void pauseActivityExecution(
      PauseActivityExecutionRequest request,
      StreamObserver<PauseActivityExecutionResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> operators.pause(request));
  }

  @Override
  public void unpauseActivityExecution(
      UnpauseActivityExecutionRequest request,
      StreamObserver<UnpauseActivityExecutionResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> operators.unpause(request));
  }

  @Override
  public void resetActivityExecution(
      ResetActivityExecutionRequest request,
      StreamObserver<ResetActivityExecutionResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> operators.reset(request));
  }

  @Override
  public void updateActivityExecutionOptions(
      UpdateActivityExecutionOptionsRequest request,
      StreamObserver<UpdateActivityExecutionOptionsResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> operators.update(request));
  }

  @Override
  public void pauseActivity(
      PauseActivityRequest request, StreamObserver<PauseActivityResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> workflowOperators.pause(request));
  }

  @Override
  public void unpauseActivity(
      UnpauseActivityRequest request, StreamObserver<UnpauseActivityResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> workflowOperators.unpause(request));
  }

  @Override
  public void resetActivity(
      ResetActivityRequest request, StreamObserver<ResetActivityResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> workflowOperators.reset(request));
  }

  @Override
  public void updateActivityOptions(
      UpdateActivityOptionsRequest request,
      StreamObserver<UpdateActivityOptionsResponse> observer) {
    serve(Faults.Kind.CHANGE, observer, () -> workflowOperators.update(request));
  }

  // ---- workflow tasks

  @Override
  public void pollWorkflowTaskQueue(
      PollWorkflowTaskQueueRequest request,
      StreamObserver<PollWorkflowTaskQueueResponse> observer) {
    poll(
        server.workflowTasks(),
        request.getNamespace(),
        request.getTaskQueue(),
        request.getIdentity(),
        () -> Unsupported.check(request),
        observer,
        PollWorkflowTaskQueueResponse.getDefaultInstance());
  }

  private <R extends Message> void poll(
      TaskQueues<R> queues,
      String namespace,
      TaskQueue queue,
      String identity,
      Runnable further,
      StreamObserver<R> observer,
      R empty) {
    Deadline deadline = Context.current().getDeadline();
    try {
      server.checkNamespace(namespace);
      if (queue.getName().isEmpty()) {
        throw StatusErrors.invalid("missing task queue name");
      }
      if (deadline == null) {
        throw StatusErrors.invalid("Context timeout is not set.");
      }
      if (deadline.timeRemaining(TimeUnit.NANOSECONDS) < SHORTEST_POLL_NANOS) {
        throw StatusErrors.impatient();
      }
      further.run();
    } catch (StatusRuntimeException refusal) {
      observer.onError(refusal);
      return;
    }
    long wait =
        Math.min(LONGEST_POLL_NANOS, deadline.timeRemaining(TimeUnit.NANOSECONDS)) - SPARE_NANOS;
    ServerCallStreamObserver<R> call = (ServerCallStreamObserver<R>) observer;
    long now = server.clock().nanoTime();
    Poll<R> poll = new Poll<>(call, queue.getName(), identity, now + wait, empty);
    call.setOnCancelHandler(() -> queues.forget(queue.getName(), poll));
    server.faults().admit(() -> queues.poll(queue.getName(), poll, server.clock().nanoTime()));
  }

  @Override
  public void respondWorkflowTaskCompleted(
      RespondWorkflowTaskCompletedRequest request,
      StreamObserver<RespondWorkflowTaskCompletedResponse> observer) {
    serve(
        Faults.Kind.CHANGE,
        observer,
        () -> {
          Unsupported.check(request);
          server.checkNamespaceOfToken(request.getNamespace());
          TaskToken token = TaskToken.read(request.getTaskToken(), TaskToken.Kind.WORKFLOW);
          return locked(
              server.workflow(token),
              (execution, out) -> WorkflowTaskAnswers.complete(execution, token, request, out));
        });
  }

  @Override
  public void respondWorkflowTaskFailed(
      RespondWorkflowTaskFailedRequest request,
      StreamObserver<RespondWorkflowTaskFailedResponse> observer) {
    serve(
        Faults.Kind.CHANGE,
        observer,
        () -> {
          server.checkNamespaceOfToken(request.getNamespace());
          TaskToken token = TaskToken.read(request.getTaskToken(), TaskToken.Kind.WORKFLOW);
          return locked(
              server.workflow(token),
              (execution, out) -> {
                execution.requireOpen();
                if (!execution.workflowTask.matches(token)) {
                  throw StatusErrors.noWorkflowTask();
                }
                execution.workflowTask.fail(
                    request.getCause(), request.getFailure(), request.getIdentity(), out);
                return RespondWorkflowTaskFailedResponse.getDefaultInstance();
              });
        });
  }

  // ---- activity tasks

  @Override
  public void pollActivityTaskQueue(
      PollActivityTaskQueueRequest request,
      StreamObserver<PollActivityTaskQueueResponse> observer) {
    poll(
        server.activityTasks(),
        request.getNamespace(),
        request.getTaskQueue(),
        request.getIdentity(),
        () -> Unsupported.check(request),
        observer,
        PollActivityTaskQueueResponse.getDefaultInstance());
  }

  @Override
  public void respondActivityTaskCompleted(
      RespondActivityTaskCompletedRequest request,
      StreamObserver<RespondActivityTaskCompletedResponse> observer) {
    serve(
        Faults.Kind.COMPLETION,
        observer,
        () ->
            activities.ofToken(
                request.getNamespace(),
                request.getTaskToken(),
                (activity, out) -> {
                  activity.complete(
                      given(request.hasResult(), request.getResult()), request.getIdentity(), out);
                  return RespondActivityTaskCompletedResponse.getDefaultInstance();
                }));
  }

  @Override
  public void respondActivityTaskCompletedById(
      RespondActivityTaskCompletedByIdRequest request,
      StreamObserver<RespondActivityTaskCompletedByIdResponse> observer) {
    serve(
        Faults.Kind.COMPLETION,
        observer,
        () ->
            activities.named(
                new NamedActivities.Name(
                    request.getNamespace(),
                    request.getWorkflowId(),
                    request.getRunId(),
                    request.getActivityId()),
                (activity, out) -> {
                  activity.complete(
                      given(request.hasResult(), request.getResult()), request.getIdentity(), out);
                  return RespondActivityTaskCompletedByIdResponse.getDefaultInstance();
                }));
  }

  @Override
  public void respondActivityTaskFailed(
      RespondActivityTaskFailedRequest request,
      StreamObserver<RespondActivityTaskFailedResponse> observer) {
    serve(
        Faults.Kind.COMPLETION,
        observer,
        () ->
            activities.ofToken(
                request.getNamespace(),
                request.getTaskToken(),
                (activity, out) -> {
                  if (request.hasLastHeartbeatDetails()) {
                    activity.lastHeartbeat(request.getLastHeartbeatDetails());
                  }
                  activity.fail(request.getFailure(), request.getIdentity(), out);
                  return RespondActivityTaskFailedResponse.getDefaultInstance();
                }));
  }

  @Override
  public void respondActivityTaskFailedById(
      RespondActivityTaskFailedByIdRequest request,
      StreamObserver<RespondActivityTaskFailedByIdResponse> observer) {
    serve(
        Faults.Kind.COMPLETION,
        observer,
        () ->
            activities.startedNamed(
                new NamedActivities.Name(
                    request.getNamespace(),
                    request.getWorkflowId(),
                    request.getRunId(),
                    request.getActivityId()),
                (activity, out) -> {
                  if (request.hasLastHeartbeatDetails()) {
                    activity.lastHeartbeat(request.getLastHeartbeatDetails());
                  }
                  activity.fail(request.getFailure(), request.getIdentity(), out);
                  return RespondActivityTaskFailedByIdResponse.getDefaultInstance();
                }));
  }

  @Override
  public void respondActivityTaskCanceled(
      RespondActivityTaskCanceledRequest request,
      StreamObserver<RespondActivityTaskCanceledResponse> observer) {
    serve(
        Faults.Kind.COMPLETION,
        observer,
        () ->
            activities.ofToken(
                request.getNamespace(),
                request.getTaskToken(),
                (activity, out) -> {
                  cancel(
                      activity,
                      given(request.hasDetails(), request.getDetails()),
                      request.getIdentity(),
                      out);
                  return RespondActivityTaskCanceledResponse.getDefaultInstance();
                }));
  }

  @Override
  public void respondActivityTaskCanceledById(
      RespondActivityTaskCanceledByIdRequest request,
      StreamObserver<RespondActivityTaskCanceledByIdResponse> observer) {
    serve(
        Faults.Kind.COMPLETION,
        observer,
        () ->
            activities.startedNamed(
                new NamedActivities.Name(
                    request.getNamespace(),
                    request.getWorkflowId(),
                    request.getRunId(),
                    request.getActivityId()),
                (activity, out) -> {
                  cancel(
                      activity,
                      given(request.hasDetails(), request.getDetails()),
                      request.getIdentity(),
                      out);
                  return RespondActivityTaskCanceledByIdResponse.getDefaultInstance();
                }));
  }

  private static void cancel(
      CompletableActivity activity, @Nullable Payloads details, String identity, Outbox out) {
    if (!activity.cancelRequested()) {
      throw StatusErrors.invalid(
          "unable to mark activity as canceled without activity being request canceled first");
    }
    activity.cancel(details, identity, out);
  }

  @Override
  public void recordActivityTaskHeartbeat(
      RecordActivityTaskHeartbeatRequest request,
      StreamObserver<RecordActivityTaskHeartbeatResponse> observer) {
    serve(
        Faults.Kind.CHANGE,
        observer,
        () ->
            activities.ofToken(
                request.getNamespace(),
                request.getTaskToken(),
                (activity, out) -> {
                  activity.heartbeat(given(request.hasDetails(), request.getDetails()), out);
                  return RecordActivityTaskHeartbeatResponse.newBuilder()
                      .setCancelRequested(activity.cancelRequested())
                      .setActivityPaused(activity.pauseRequested())
                      .setActivityReset(activity.resetRequested())
                      .build();
                }));
  }

  @Override
  public void recordActivityTaskHeartbeatById(
      RecordActivityTaskHeartbeatByIdRequest request,
      StreamObserver<RecordActivityTaskHeartbeatByIdResponse> observer) {
    serve(
        Faults.Kind.CHANGE,
        observer,
        () ->
            activities.startedNamed(
                new NamedActivities.Name(
                    request.getNamespace(),
                    request.getWorkflowId(),
                    request.getRunId(),
                    request.getActivityId()),
                (activity, out) -> {
                  activity.heartbeat(given(request.hasDetails(), request.getDetails()), out);
                  return RecordActivityTaskHeartbeatByIdResponse.newBuilder()
                      .setCancelRequested(activity.cancelRequested())
                      .setActivityPaused(activity.pauseRequested())
                      .setActivityReset(activity.resetRequested())
                      .build();
                }));
  }

  private static @Nullable Payloads given(boolean there, Payloads payloads) {
    return there ? payloads : null;
  }
}
