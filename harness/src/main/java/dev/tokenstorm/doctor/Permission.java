package dev.tokenstorm.doctor;

import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.PollActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RequestCancelActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A permission that a test needs, and a call that tells whether it is granted.
 *
 * <p>The call has no effect, because it lacks something that it needs: an id, a token or a queue. A
 * server checks that only after it has authorised the call. Reads are limited to one row.
 *
 * @param words what is permitted, for people
 * @param method name of the call
 * @param probe makes the call in a namespace
 */
record Permission(
    String words, String method, BiConsumer<WorkflowServiceBlockingStub, String> probe) {
  private static final String START = "start workflows";
  private static final String WORK = "run a worker";
  private static final String COMPLETE = "complete activities";
  private static final String AUDIT = "read histories";
  private static final String LIST = "list workflows";
  private static final String END = "cancel and terminate workflows";
  private static final String NO_ACTIVITY = "ActivityId = 'tokenstorm-doctor'";
  private static final String NO_WORKFLOW = "WorkflowId = 'tokenstorm-doctor'";

  private static final String STANDALONE = "start, read and end standalone activities";

  /** What any test needs. */
  static final List<Permission> ALL =
      List.of(
          new Permission(
              START,
              "StartWorkflowExecution",
              (stub, namespace) ->
                  stub.startWorkflowExecution(
                      StartWorkflowExecutionRequest.newBuilder().setNamespace(namespace).build())),
          new Permission(
              WORK,
              "PollWorkflowTaskQueue",
              (stub, namespace) ->
                  stub.pollWorkflowTaskQueue(
                      PollWorkflowTaskQueueRequest.newBuilder().setNamespace(namespace).build())),
          new Permission(
              WORK,
              "RespondWorkflowTaskCompleted",
              (stub, namespace) ->
                  stub.respondWorkflowTaskCompleted(
                      RespondWorkflowTaskCompletedRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              WORK,
              "PollActivityTaskQueue",
              (stub, namespace) ->
                  stub.pollActivityTaskQueue(
                      PollActivityTaskQueueRequest.newBuilder().setNamespace(namespace).build())),
          new Permission(
              COMPLETE,
              "RespondActivityTaskCompleted",
              (stub, namespace) ->
                  stub.respondActivityTaskCompleted(
                      RespondActivityTaskCompletedRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              COMPLETE,
              "RespondActivityTaskCompletedById",
              (stub, namespace) ->
                  stub.respondActivityTaskCompletedById(
                      RespondActivityTaskCompletedByIdRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              COMPLETE,
              "RespondActivityTaskFailed",
              (stub, namespace) ->
                  stub.respondActivityTaskFailed(
                      RespondActivityTaskFailedRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              COMPLETE,
              "RespondActivityTaskCanceled",
              (stub, namespace) ->
                  stub.respondActivityTaskCanceled(
                      RespondActivityTaskCanceledRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              COMPLETE,
              "RecordActivityTaskHeartbeat",
              (stub, namespace) ->
                  stub.recordActivityTaskHeartbeat(
                      RecordActivityTaskHeartbeatRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              AUDIT,
              "GetWorkflowExecutionHistory",
              (stub, namespace) ->
                  stub.getWorkflowExecutionHistory(
                      GetWorkflowExecutionHistoryRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              AUDIT,
              "DescribeWorkflowExecution",
              (stub, namespace) ->
                  stub.describeWorkflowExecution(
                      DescribeWorkflowExecutionRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              LIST,
              "ListWorkflowExecutions",
              (stub, namespace) ->
                  stub.listWorkflowExecutions(
                      ListWorkflowExecutionsRequest.newBuilder()
                          .setNamespace(namespace)
                          .setPageSize(1)
                          .setQuery(NO_WORKFLOW)
                          .build())),
          new Permission(
              LIST,
              "CountWorkflowExecutions",
              (stub, namespace) ->
                  stub.countWorkflowExecutions(
                      CountWorkflowExecutionsRequest.newBuilder()
                          .setNamespace(namespace)
                          .setQuery(NO_WORKFLOW)
                          .build())),
          new Permission(
              END,
              "RequestCancelWorkflowExecution",
              (stub, namespace) ->
                  stub.requestCancelWorkflowExecution(
                      RequestCancelWorkflowExecutionRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              END,
              "TerminateWorkflowExecution",
              (stub, namespace) ->
                  stub.terminateWorkflowExecution(
                      TerminateWorkflowExecutionRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())));

  /** What a test of standalone activities needs besides. */
  static final List<Permission> OF_STANDALONE =
      List.of(
          new Permission(
              STANDALONE,
              "StartActivityExecution",
              (stub, namespace) ->
                  stub.startActivityExecution(
                      StartActivityExecutionRequest.newBuilder().setNamespace(namespace).build())),
          new Permission(
              STANDALONE,
              "DescribeActivityExecution",
              (stub, namespace) ->
                  stub.describeActivityExecution(
                      DescribeActivityExecutionRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              STANDALONE,
              "PollActivityExecution",
              (stub, namespace) ->
                  stub.pollActivityExecution(
                      PollActivityExecutionRequest.newBuilder().setNamespace(namespace).build())),
          new Permission(
              STANDALONE,
              "RequestCancelActivityExecution",
              (stub, namespace) ->
                  stub.requestCancelActivityExecution(
                      RequestCancelActivityExecutionRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              STANDALONE,
              "TerminateActivityExecution",
              (stub, namespace) ->
                  stub.terminateActivityExecution(
                      TerminateActivityExecutionRequest.newBuilder()
                          .setNamespace(namespace)
                          .build())),
          new Permission(
              STANDALONE,
              "ListActivityExecutions",
              (stub, namespace) ->
                  stub.listActivityExecutions(
                      ListActivityExecutionsRequest.newBuilder()
                          .setNamespace(namespace)
                          .setPageSize(1)
                          .setQuery(NO_ACTIVITY)
                          .build())));
}
