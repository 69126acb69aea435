package dev.tokenstorm.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tokenstorm.settings.NullServerPlan;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.temporal.api.command.v1.Command;
import io.temporal.api.common.v1.Link;
import io.temporal.api.common.v1.OnConflictOptions;
import io.temporal.api.deployment.v1.WorkerDeploymentOptions;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.ResourceExhaustedCause;
import io.temporal.api.enums.v1.ResourceExhaustedScope;
import io.temporal.api.enums.v1.WorkerVersioningMode;
import io.temporal.api.errordetails.v1.ResourceExhaustedFailure;
import io.temporal.api.protocol.v1.Message;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.taskqueue.v1.TaskQueueMetadata;
import io.temporal.api.workflowservice.v1.CountActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over a socket, what no real server is there to be compared with. */
@Timeout(60)
final class NullFrontEndTest {

  private static NullFrontEnd frontEnd(String options) throws IOException {
    var plan = NullServerPlan.of("127.0.0.1:0", options, "default");
    return NullFrontEnd.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        plan.namespace(),
        plan.options(),
        11);
  }

  private static Client client(NullFrontEnd frontEnd) {
    return new Client("127.0.0.1:" + frontEnd.port());
  }

  private static RespondActivityTaskCompletedRequest completion(
      PollActivityTaskQueueResponse task) {
    return RespondActivityTaskCompletedRequest.newBuilder()
        .setNamespace(Client.NAMESPACE)
        .setTaskToken(task.getTaskToken())
        .build();
  }

  @Test
  void whatItDoesNotSupportIsRefusedByName() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("");
        Client client = client(frontEnd)) {
      StatusRuntimeException refused =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  client
                      .stub()
                      .listWorkflowExecutions(ListWorkflowExecutionsRequest.getDefaultInstance()));
      assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
      assertThat(refused).hasMessageContaining("ListWorkflowExecutions");
      client.start();
      var task = client.pollWorkflow();
      Command command =
          Command.newBuilder()
              .setCommandType(CommandType.COMMAND_TYPE_START_CHILD_WORKFLOW_EXECUTION)
              .build();
      refused =
          catchThrowableOfType(StatusRuntimeException.class, () -> client.decide(task, command));
      assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
      assertThat(refused).hasMessageContaining("START_CHILD_WORKFLOW_EXECUTION");
      assertThat(client.history().get(3).getWorkflowTaskFailedEventAttributes().getFailure())
          .satisfies(f -> assertThat(f.getMessage()).contains("START_CHILD_WORKFLOW"));
    }
  }

  @Test
  void whatSupportedCallsAskForBesideIsRefusedByName() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("");
        Client client = client(frontEnd)) {
      Link link = Link.newBuilder().setBatchJob(Link.BatchJob.newBuilder().setJobId("1")).build();
      refused("cron schedules", start(client, it -> it.setCronSchedule("* * * * *")));
      refused("retry policies", start(client, it -> it.getRetryPolicyBuilder()));
      refused("delayed starts", start(client, it -> it.getWorkflowStartDelayBuilder()));
      refused("completion callbacks", start(client, it -> it.addCompletionCallbacksBuilder()));
      refused("worker versioning", start(client, it -> it.getVersioningOverrideBuilder()));
      refused("links", start(client, it -> it.addLinks(link)));
      var unused = client.start();
      refused(
          "links",
          () ->
              client
                  .stub()
                  .signalWorkflowExecution(
                      SignalWorkflowExecutionRequest.newBuilder()
                          .setNamespace(Client.NAMESPACE)
                          .setWorkflowExecution(client.execution())
                          .setSignalName("signal")
                          .addLinks(link)
                          .build()));
      refused(
          "worker versioning",
          () ->
              client
                  .stub()
                  .pollWorkflowTaskQueue(
                      PollWorkflowTaskQueueRequest.newBuilder()
                          .setNamespace(Client.NAMESPACE)
                          .setTaskQueue(TaskQueue.newBuilder().setName(client.queue()))
                          .setDeploymentOptions(
                              WorkerDeploymentOptions.newBuilder()
                                  .setWorkerVersioningMode(
                                      WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED))
                          .build()));
      refused("rate limits of task queues", () -> pollAtMost(client, 50));
      var task = client.pollWorkflow();
      refused(
          "updates",
          () ->
              client
                  .stub()
                  .respondWorkflowTaskCompleted(
                      client.decision(task).addMessages(Message.getDefaultInstance()).build()));
      client.decide(task, Client.schedule(client.activity("a")));
      // What an SDK says that was told no rate.
      assertThat(pollAtMost(client, 100_000).getActivityId()).isEqualTo("a");
    }
  }

  private static ThrowingCallable start(
      Client client, Consumer<StartWorkflowExecutionRequest.Builder> beside) {
    StartWorkflowExecutionRequest.Builder request = client.startRequest();
    beside.accept(request);
    return () -> client.stub().startWorkflowExecution(request.build());
  }

  private static PollActivityTaskQueueResponse pollAtMost(Client client, double perSecond) {
    return client
        .stub()
        .pollActivityTaskQueue(
            PollActivityTaskQueueRequest.newBuilder()
                .setNamespace(Client.NAMESPACE)
                .setTaskQueue(TaskQueue.newBuilder().setName(client.queue()))
                .setTaskQueueMetadata(
                    TaskQueueMetadata.newBuilder().setMaxTasksPerSecond(DoubleValue.of(perSecond)))
                .build());
  }

  private static void refused(String what, ThrowingCallable call) {
    StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(refused.getStatus().getCode()).as(what).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(refused).hasMessageContaining("does not support").hasMessageContaining(what);
  }

  @Test
  void itIsHealthyAndSaysWhatItIs() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("")) {
      ManagedChannel channel =
          Grpc.newChannelBuilder(
                  "127.0.0.1:" + frontEnd.port(), InsecureChannelCredentials.create())
              .build();
      try {
        for (String service : List.of("", "temporal.api.workflowservice.v1.WorkflowService")) {
          assertThat(
                  HealthGrpc.newBlockingStub(channel)
                      .check(HealthCheckRequest.newBuilder().setService(service).build())
                      .getStatus())
              .isEqualTo(ServingStatus.SERVING);
        }
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void theLimitNamesItsCauseAndScopeInTheDetails()
      throws IOException, InvalidProtocolBufferException {
    try (NullFrontEnd frontEnd = frontEnd("limit=1/h");
        Client client = client(frontEnd)) {
      client.start();
      client.decide(
          client.pollWorkflow(),
          Client.schedule(client.activity("a")),
          Client.schedule(client.activity("b")));
      List<PollActivityTaskQueueResponse> tasks = client.pollActivities(2);
      var unused = client.stub().respondActivityTaskCompleted(completion(tasks.get(0)));
      StatusRuntimeException refused =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () -> client.stub().respondActivityTaskCompleted(completion(tasks.get(1))));
      assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      var details = Objects.requireNonNull(StatusProto.fromThrowable(refused)).getDetails(0);
      ResourceExhaustedFailure failure = details.unpack(ResourceExhaustedFailure.class);
      assertThat(failure.getCause())
          .isEqualTo(ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT);
      assertThat(failure.getScope())
          .isEqualTo(ResourceExhaustedScope.RESOURCE_EXHAUSTED_SCOPE_NAMESPACE);
    }
  }

  /** An hour for each second: a completion later than the start waits longer than its caller. */
  @Test
  void aDriftMakesALaterCompletionWaitLonger() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("drift=1h/s");
        Client client = client(frontEnd)) {
      client.start();
      client.decide(client.pollWorkflow(), Client.schedule(client.activity("a")));
      PollActivityTaskQueueResponse task = client.pollActivity();
      StatusRuntimeException late =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  client
                      .stubWithoutDeadline()
                      .withDeadlineAfter(100, TimeUnit.MILLISECONDS)
                      .respondActivityTaskCompleted(completion(task)));
      assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(client.history())
          .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED);
    }
  }

  @Test
  void aLostReplyHasTakenEffect() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("lose-replies=100%");
        Client client = client(frontEnd)) {
      var request = client.startRequest().build();
      client.outcome("start", () -> client.stub().startWorkflowExecution(request));
      client.outcome("again", () -> client.stub().startWorkflowExecution(request));
      assertThat(client.transcript()).containsExactly("start: UNAVAILABLE", "again: UNAVAILABLE");
      assertThat(client.history()).hasSize(2);
    }
  }

  @Test
  void aDuplicatedTaskComesTwiceWithOneTokenAndEndsOnce() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("duplicate-tasks=100%");
        Client client = client(frontEnd)) {
      client.start();
      client.decide(client.pollWorkflow(), Client.schedule(client.activity("a")));
      List<PollActivityTaskQueueResponse> tasks = client.pollActivities(2);
      assertThat(tasks.get(0).getTaskToken()).isEqualTo(tasks.get(1).getTaskToken());
      client.outcome(
          "one", () -> client.stub().respondActivityTaskCompleted(completion(tasks.get(0))));
      client.outcome(
          "two", () -> client.stub().respondActivityTaskCompleted(completion(tasks.get(1))));
      assertThat(client.transcript()).endsWith("one: OK", "two: NOT_FOUND");
    }
  }

  @Test
  void activitiesAreHandedOutEagerlyOnlyWhenItIsToldTo() throws IOException {
    for (boolean eager : new boolean[] {false, true}) {
      try (NullFrontEnd frontEnd = frontEnd(eager ? "eager" : "");
          Client client = client(frontEnd)) {
        client.start();
        RespondWorkflowTaskCompletedResponse answer =
            answerTo(
                client,
                Client.schedule(client.activity("a").setRequestEagerExecution(true)),
                Client.schedule(client.activity("b")));
        assertThat(answer.getActivityTasksList())
            .extracting(PollActivityTaskQueueResponse::getActivityId)
            .isEqualTo(eager ? List.of("a") : List.of());
        assertThat(client.pollActivities(eager ? 1 : 2)).isNotEmpty();
      }
    }
  }

  /** What the workflow's next task is answered with, when it asks for so much. */
  private static RespondWorkflowTaskCompletedResponse answerTo(Client client, Command... commands) {
    return client
        .stub()
        .respondWorkflowTaskCompleted(client.decision(client.pollWorkflow(), commands).build());
  }

  @Test
  void anEagerActivityMayComeTwiceAsWell() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("eager,duplicate-tasks=100%");
        Client client = client(frontEnd)) {
      client.start();
      RespondWorkflowTaskCompletedResponse answer =
          answerTo(client, Client.schedule(client.activity("a").setRequestEagerExecution(true)));
      assertThat(client.pollActivity().getTaskToken())
          .isEqualTo(answer.getActivityTasks(0).getTaskToken());
    }
  }

  @Test
  void tokensOfAnEarlierFrontEndNameNothing() throws IOException {
    try (NullFrontEnd earlier = frontEnd("");
        NullFrontEnd later = frontEnd("");
        Client before = client(earlier);
        Client after = client(later)) {
      for (Client client : List.of(before, after)) {
        client.start();
        client.decide(client.pollWorkflow(), Client.schedule(client.activity("a")));
      }
      PollActivityTaskQueueResponse task = before.pollActivity();
      var unused = after.pollActivity();
      after.outcome("stale", () -> after.stub().respondActivityTaskCompleted(completion(task)));
      assertThat(after.transcript()).endsWith("stale: NOT_FOUND");
    }
  }

  @Test
  void standaloneActivitiesCanBeTurnedOff() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("no-standalone");
        Client client = client(frontEnd)) {
      StandaloneClient activity = new StandaloneClient(client);
      activity.start();
      activity.describe();
      activity.completeById("");
      assertThat(client.transcript())
          .containsExactly(
              "start: UNIMPLEMENTED Standalone activity is disabled",
              "describe: UNIMPLEMENTED Standalone activity is disabled",
              "complete by id: INVALID_ARGUMENT WorkflowId is not set on request.");
      StandaloneScenario.THE_NAMESPACE_TELLS_WHAT_IT_CAN_DO.play(client);
      assertThat(client.transcript()).endsWith("capabilities: OK");
    }
  }

  @Test
  void aStandaloneActivityIsLimitedDuplicatedAndItsRepliesLostLikeAnyOther() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("limit=1/h,duplicate-tasks=100%");
        Client client = client(frontEnd)) {
      StandaloneClient activity = new StandaloneClient(client);
      activity.start();
      PollActivityTaskQueueResponse task = activity.task();
      assertThat(activity.task().getTaskToken()).isEqualTo(task.getTaskToken());
      activity.complete(task);
      activity.complete(task);
      assertThat(client.transcript())
          .endsWith("complete: OK", "complete: RESOURCE_EXHAUSTED namespace rate limit exceeded");
    }
    try (NullFrontEnd frontEnd = frontEnd("lose-replies=100%");
        Client client = client(frontEnd)) {
      StandaloneClient activity = new StandaloneClient(client);
      var request = activity.request();
      activity.start(request);
      activity.start(request);
      activity.terminate("once");
      activity.terminate("once");
      assertThat(client.transcript())
          .hasSize(4)
          .allMatch(line -> line.endsWith("UNAVAILABLE the null front end lost the reply"));
      assertThat(
              client
                  .stub()
                  .describeActivityExecution(activity.description().build())
                  .getInfo()
                  .getStatus())
          .isEqualTo(ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_TERMINATED);
    }
  }

  @Test
  void whatAStandaloneActivitysStartAsksForBesideIsRefusedByName() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("");
        Client client = client(frontEnd)) {
      StandaloneClient activity = new StandaloneClient(client);
      refused(
          "options for a start that finds its activity running",
          () ->
              client
                  .stub()
                  .startActivityExecution(
                      activity
                          .request()
                          .setOnConflictOptions(OnConflictOptions.getDefaultInstance())
                          .build()));
      refused(
          "this query",
          () ->
              client
                  .stub()
                  .countActivityExecutions(
                      CountActivityExecutionsRequest.newBuilder()
                          .setNamespace(Client.NAMESPACE)
                          .setQuery("ActivityType = 'Act' OR ActivityType = 'Other'")
                          .build()));
    }
  }

  @Test
  void standaloneActivitiesAreListedPageByPageTheNewestFirst() throws IOException {
    try (NullFrontEnd frontEnd = frontEnd("");
        Client client = client(frontEnd)) {
      StandaloneClient activity = new StandaloneClient(client);
      for (String id : List.of("run-1", "other", "run-2", "run-3")) {
        activity.start(activity.request().setActivityId(id));
      }
      List<List<String>> pages = new ArrayList<>();
      ListActivityExecutionsResponse page;
      ByteString from = ByteString.EMPTY;
      do {
        page =
            client
                .stub()
                .listActivityExecutions(
                    ListActivityExecutionsRequest.newBuilder()
                        .setNamespace(Client.NAMESPACE)
                        .setQuery(
                            "ActivityId STARTS_WITH 'run-' AND TaskQueue = '%s'"
                                .formatted(client.queue()))
                        .setPageSize(2)
                        .setNextPageToken(from)
                        .build());
        pages.add(page.getExecutionsList().stream().map(it -> it.getActivityId()).toList());
        from = page.getNextPageToken();
      } while (!from.isEmpty());
      assertThat(pages).containsExactly(List.of("run-3", "run-2"), List.of("run-1"));
    }
  }
}
