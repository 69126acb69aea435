package dev.tokenstorm.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.server.NamedTarget;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.text.HostPort;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a front end whose visibility store is small, late and of little use. */
@Timeout(60)
final class CleanerTest {
  private static final String RUN = "20261122-193015-4f2a";

  private final FrontEnd frontEnd = new FrontEnd();
  private String words = "";

  @SuppressWarnings("NullAway.Init")
  private Server server;

  @BeforeEach
  void start() throws IOException {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(frontEnd)
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void workflowsOfTheRunAreFoundPageByPageWhenTheStoreKnowsNoPrefixes() throws Exception {
    frontEnd.knowsPrefixes = false;
    frontEnd.open("GreetingWorkflow", RUN + "-0", RUN + "-1", RUN + "-2", "another-run-1");
    frontEnd.open("GreetingWorkflow", RUN + "x-1", RUN + "-1-2", RUN + "-", RUN + "-01", RUN);
    frontEnd.open("Other", RUN + "-3");
    frontEnd.open("GreetingWorkflow", RUN + "-4");
    assertThat(clean()).isEqualTo(4);
    assertThat(frontEnd.terminated)
        .containsExactlyInAnyOrder(RUN + "-0", RUN + "-1", RUN + "-2", RUN + "-4");
  }

  @Test
  void aStoreThatFindsTooMuchMakesNoForeignWorkflowEnd() throws Exception {
    frontEnd.open("GreetingWorkflow", RUN + "-1", RUN + "x-1", "another-run-1");
    assertThat(clean()).isEqualTo(1);
    assertThat(frontEnd.terminated).containsExactly(RUN + "-1");
  }

  @Test
  void workflowsThatAreListedLateAreFoundByTheNextListing() throws Exception {
    frontEnd.open("GreetingWorkflow", RUN + "-1");
    frontEnd.listedNextTime.add(RUN + "-2");
    assertThat(clean()).isEqualTo(2);
  }

  @Test
  void whatIsStillListedThoughClosedIsNotCountedTwice() throws Exception {
    frontEnd.open("GreetingWorkflow", RUN + "-1");
    frontEnd.listingsThatStillShowClosed = 2;
    assertThat(clean()).isEqualTo(1);
  }

  @Test
  void aPageThatFollowsItselfIsTheLastOne() throws Exception {
    frontEnd.open("GreetingWorkflow", RUN + "-1");
    frontEnd.namesItself = true;
    assertThat(clean()).isEqualTo(1);
  }

  @Test
  void aPassingErrorIsTriedAgain() throws Exception {
    frontEnd.open("GreetingWorkflow", RUN + "-1");
    frontEnd.failures.addAll(List.of(Status.RESOURCE_EXHAUSTED, Status.UNAVAILABLE));
    assertThat(clean()).isEqualTo(1);
  }

  @Test
  void aLastingErrorEndsItInOneSentence() {
    frontEnd.open("GreetingWorkflow", RUN + "-1");
    frontEnd.failures.addAll(List.of(Status.PERMISSION_DENIED, Status.PERMISSION_DENIED));
    assertThatThrownBy(this::clean)
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("refused the credentials");
  }

  /** Whoever may terminate need not be allowed to describe. */
  @Test
  void whatCannotBeDescribedIsTerminatedAllTheSame() throws Exception {
    frontEnd.open("GreetingWorkflow", RUN + "-1");
    frontEnd.failures.add(Status.PERMISSION_DENIED);
    assertThat(clean()).isEqualTo(1);
    assertThat(words).isEqualTo("1 workflow");
  }

  @Test
  void aHarnessThatStillRunsIsNotChasedForEver() {
    frontEnd.open("GreetingWorkflow", RUN + "-0");
    frontEnd.startsMore = true;
    AtomicLong readings = new AtomicLong();
    NanoClock tenSecondsAReading = () -> readings.addAndGet(TimeUnit.SECONDS.toNanos(10));
    assertThatThrownBy(() -> clean(tenSecondsAReading))
        .isInstanceOf(TargetException.class)
        .hasMessageMatching(
            "Terminated \\d+ workflows of run .*, but new ones keep appearing; stop its harness.*");
  }

  /** Only an attempt that has started has a token; one that waits for its start has none yet. */
  @Test
  void pendingTokensAreCountedWithWhatIsTerminated() throws Exception {
    frontEnd.open("GreetingWorkflow", RUN + "-1", RUN + "-2");
    frontEnd.pending.addAll(
        List.of(
            PendingActivityState.PENDING_ACTIVITY_STATE_STARTED,
            PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED,
            PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED));
    assertThat(clean()).isEqualTo(2);
    assertThat(words).isEqualTo("2 workflows with 4 pending tokens");
  }

  @Test
  void aLookTerminatesNothing() throws Exception {
    frontEnd.open("GreetingWorkflow", RUN + "-1", RUN + "-2", RUN + "-3", "another-run-1");
    frontEnd.pending.add(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED);
    frontEnd.closed.add(RUN + "-2");
    assertThat(with(NanoClock.SYSTEM, Cleaner::look)).isEqualTo(2);
    assertThat(words).isEqualTo("2 workflows with 2 pending tokens");
    assertThat(frontEnd.terminated).isEmpty();
  }

  @Test
  void whatCannotBeLookedAtIsToldInOneSentence() {
    frontEnd.open("GreetingWorkflow", RUN + "-1");
    frontEnd.failures.add(Status.PERMISSION_DENIED);
    assertThatThrownBy(() -> with(NanoClock.SYSTEM, Cleaner::look))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("refused the credentials");
  }

  private long clean() throws InterruptedException {
    return clean(NanoClock.SYSTEM);
  }

  private long clean(NanoClock clock) throws InterruptedException {
    return with(clock, Cleaner::clean);
  }

  /** What is done with a cleaner. */
  @FunctionalInterface
  private interface Task {
    long apply(Cleaner cleaner) throws InterruptedException;
  }

  private long with(NanoClock clock, Task task) throws InterruptedException {
    HostPort address =
        new HostPort(InetAddress.getLoopbackAddress().getHostAddress(), server.getPort());
    TargetPlan plan = new TargetPlan(new TargetPlan.Address(address), Optional.empty(), "a-queue");
    try (Target target =
        Target.openUnchecked(
            NamedTarget.of(plan),
            new NoopScope(),
            new RpcStatuses(),
            new ReplyWatch(NanoClock.SYSTEM))) {
      Cleaner cleaner =
          new Cleaner(
              target,
              Workloads.open(target.info().namespace(), RUN),
              RUN,
              clock,
              Duration.ofMillis(10),
              unused -> {});
      long all = task.apply(cleaner);
      words = cleaner.words();
      return all;
    }
  }

  /** Lists two workflows a page, and all of them whatever the query. */
  private static final class FrontEnd extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    private static final int PAGE = 2;

    private final List<WorkflowExecutionInfo> listed = new ArrayList<>();
    private final Set<String> terminated = new TreeSet<>();
    private final List<String> listedNextTime = new ArrayList<>();
    private final Queue<Status> failures = new ConcurrentLinkedQueue<>();
    private final List<PendingActivityState> pending = new ArrayList<>();
    private final Set<String> closed = new TreeSet<>();
    private boolean knowsPrefixes = true;
    private boolean startsMore;

    /** Whether the last page says that it follows itself. */
    private boolean namesItself;

    private int listingsThatStillShowClosed;

    synchronized void open(String type, String... ids) {
      for (String id : ids) {
        listed.add(
            WorkflowExecutionInfo.newBuilder()
                .setType(WorkflowType.newBuilder().setName(type))
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id).setRunId("r" + id))
                .setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
                .build());
      }
    }

    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
      observer.onNext(GetSystemInfoResponse.getDefaultInstance());
      observer.onCompleted();
    }

    @Override
    public synchronized void listWorkflowExecutions(
        ListWorkflowExecutionsRequest request,
        StreamObserver<ListWorkflowExecutionsResponse> observer) {
      if (!knowsPrefixes && request.getQuery().contains("STARTS_WITH")) {
        observer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
        return;
      }
      ByteString token = request.getNextPageToken();
      if (token.isEmpty()) {
        if (startsMore) {
          listedNextTime.add(RUN + "-1" + terminated.size());
        }
        if (listingsThatStillShowClosed-- <= 0) {
          listed.removeIf(info -> terminated.contains(info.getExecution().getWorkflowId()));
        }
      }
      int from = token.isEmpty() ? 0 : Integer.parseInt(token.toStringUtf8());
      int to = Math.min(listed.size(), from + PAGE);
      ListWorkflowExecutionsResponse.Builder answer =
          ListWorkflowExecutionsResponse.newBuilder().addAllExecutions(listed.subList(from, to));
      if (to < listed.size() || namesItself) {
        answer.setNextPageToken(ByteString.copyFromUtf8(Integer.toString(to)));
      } else {
        open("GreetingWorkflow", listedNextTime.toArray(String[]::new));
        listedNextTime.clear();
      }
      observer.onNext(answer.build());
      observer.onCompleted();
    }

    @Override
    public synchronized void describeWorkflowExecution(
        DescribeWorkflowExecutionRequest request,
        StreamObserver<DescribeWorkflowExecutionResponse> observer) {
      Status failure = failures.poll();
      if (failure != null) {
        observer.onError(failure.asRuntimeException());
      } else if (closed.contains(request.getExecution().getWorkflowId())) {
        observer.onError(Status.NOT_FOUND.asRuntimeException());
      } else {
        DescribeWorkflowExecutionResponse.Builder answer =
            DescribeWorkflowExecutionResponse.newBuilder();
        pending.forEach(state -> answer.addPendingActivitiesBuilder().setState(state));
        observer.onNext(answer.build());
        observer.onCompleted();
      }
    }

    @Override
    public synchronized void terminateWorkflowExecution(
        TerminateWorkflowExecutionRequest request,
        StreamObserver<TerminateWorkflowExecutionResponse> observer) {
      Status failure = failures.poll();
      WorkflowExecution workflow = request.getWorkflowExecution();
      if (failure != null) {
        observer.onError(failure.asRuntimeException());
      } else if (!workflow.getRunId().equals("r" + workflow.getWorkflowId())
          || !terminated.add(workflow.getWorkflowId())) {
        observer.onError(Status.NOT_FOUND.asRuntimeException());
      } else {
        observer.onNext(TerminateWorkflowExecutionResponse.getDefaultInstance());
        observer.onCompleted();
      }
    }
  }
}
