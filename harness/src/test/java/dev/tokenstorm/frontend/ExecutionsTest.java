package dev.tokenstorm.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.plan.NullOptions;
import dev.tokenstorm.settings.NullServerPlan;
import io.grpc.StatusRuntimeException;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is kept, and for how long, without a socket. */
final class ExecutionsTest {
  private static final NullOptions TWICE =
      NullServerPlan.of("127.0.0.1:0", "duplicate-tasks=100%", "default").options();

  /** More than a queue is kept that nobody polls. */
  private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(6);

  private final ManualClock clock = new ManualClock();
  private final TimerHeap timers = new TimerHeap(clock);
  private final Executions<Execution> executions = new Executions<>(3, 1 << 20);
  private final ServerContext server =
      new ServerContext(
          1,
          "default",
          clock,
          new WallTime(clock, Instant.EPOCH),
          timers,
          new TaskQueues<>(),
          new TaskQueues<>(),
          new AtomicLong(),
          executions,
          new Executions<>(3, 1 << 20),
          new Faults(TWICE, 0, timers),
          NullOptions.NONE);
  private final Starts starts = new Starts(server);

  private Execution start(String id, Duration timeout) {
    Outbox out = new Outbox();
    var unused =
        starts.start(
            StartWorkflowExecutionRequest.newBuilder()
                .setWorkflowId(id)
                .setWorkflowType(WorkflowType.newBuilder().setName("Type"))
                .setTaskQueue(TaskQueue.newBuilder().setName("queue"))
                .setWorkflowExecutionTimeout(WallTime.duration(timeout.toNanos()))
                .build(),
            out);
    out.flush();
    return find(id);
  }

  private Execution find(String id) {
    return server.workflow(WorkflowExecution.newBuilder().setWorkflowId(id).build());
  }

  private static void terminate(Execution execution) {
    synchronized (execution) {
      execution.terminate("in a test", null, "test", new Outbox());
    }
  }

  @Test
  void theLastClosedOnesAreRememberedAndOlderOnesAreNotFound() {
    for (int i = 0; i < 5; i++) {
      terminate(start("w" + i, Duration.ZERO));
    }
    Execution open = start("open", Duration.ZERO);
    assertThat(executions.size()).isEqualTo(4);
    assertThatThrownBy(() -> find("w1"))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("NOT_FOUND");
    assertThat(find("w2").open()).isFalse();
    assertThat(find("open")).isSameAs(open);
  }

  @Test
  void closedWorkflowsLeaveNoAlarmBehind() {
    for (int i = 0; i < 100; i++) {
      terminate(start("w" + i, Duration.ofHours(1)));
    }
    assertThat(timers.size()).isZero();
  }

  @Test
  void theLastClosedStandaloneActivitiesAreRememberedAndLeaveNoAlarmBehind() {
    for (int i = 0; i < 5; i++) {
      terminate(startActivity("a" + i));
    }
    StandaloneActivity again = startActivity("a4");
    assertThat(server.activities().size()).isEqualTo(4);
    assertThat(server.activities().find("a1", "")).isNull();
    assertThat(server.activities().find("a2", "")).isNotNull();
    assertThat(server.activities().find("a4", "")).isSameAs(again);
    terminate(again);
    assertThat(timers.size()).isZero();
  }

  private StandaloneActivity startActivity(String id) {
    Outbox out = new Outbox();
    var unused =
        new StandaloneStarts(server)
            .start(
                StartActivityExecutionRequest.newBuilder()
                    .setActivityId(id)
                    .setActivityType(ActivityType.newBuilder().setName("Type"))
                    .setTaskQueue(TaskQueue.newBuilder().setName("queue"))
                    .setStartToCloseTimeout(WallTime.duration(LONG_NANOS))
                    .setScheduleToCloseTimeout(WallTime.duration(LONG_NANOS))
                    .build(),
                out);
    out.flush();
    return server.activity(id, "");
  }

  private static void terminate(StandaloneActivity activity) {
    synchronized (activity) {
      activity.terminate("request", "in a test", "test", new Outbox());
    }
  }

  @Test
  void tasksOfClosedWorkflowsDoNotPileUpWhereNobodyPolls() {
    for (int i = 0; i < 10_000; i++) {
      terminate(start("w" + i, Duration.ZERO));
    }
    assertThat(server.workflowTasks().backlog("queue")).isLessThanOrEqualTo(1_025);
  }

  @Test
  void aWorkflowIsTimedOutAtItsTimeoutAndNotBefore() {
    Execution execution = start("w", Duration.ofMinutes(10));
    clock.advance(TimeUnit.MINUTES.toNanos(10) - 1);
    timers.ringDue();
    assertThat(execution.open()).isTrue();
    clock.advance(1);
    timers.ringDue();
    assertThat(execution.open()).isFalse();
  }

  @Test
  void aQueueThatNobodyPollsIsDroppedOnceNothingInItIsToBeDone() {
    Execution execution = start("w", Duration.ZERO);
    server.workflowTasks().poll("other", workflowPoll("other", new Waiting<>()), clock.nanoTime());
    clock.advance(LONG_NANOS);
    server.workflowTasks().retireIdle(clock.nanoTime());
    assertThat(server.workflowTasks().size()).isEqualTo(2);
    terminate(execution);
    server.workflowTasks().retireIdle(clock.nanoTime());
    assertThat(server.workflowTasks().size()).isEqualTo(1);
  }

  @Test
  void aSecondDeliveryIsNotKeptForAWorkflowThatHasClosed() {
    Execution execution = start("w", Duration.ZERO);
    schedule(execution, "a");
    Waiting<PollActivityTaskQueueResponse> caller = new Waiting<>();
    server.activityTasks().poll("queue", activityPoll(caller), clock.nanoTime());
    assertThat(caller.answers()).hasSize(1);
    clock.advance(LONG_NANOS);
    server.activityTasks().retireIdle(clock.nanoTime());
    assertThat(server.activityTasks().backlog("queue")).isEqualTo(1);
    terminate(execution);
    server.activityTasks().retireIdle(clock.nanoTime());
    assertThat(server.activityTasks().size()).isZero();
  }

  @Test
  void aPollWhoseCallerHasGoneTakesNoTask() {
    var unused = start("w", Duration.ZERO);
    Waiting<PollWorkflowTaskQueueResponse> gone = new Waiting<>();
    gone.leave();
    server.workflowTasks().poll("queue", workflowPoll("queue", gone), clock.nanoTime());
    assertThat(server.workflowTasks().backlog("queue")).isEqualTo(1);
    assertThat(server.workflowTasks().polledWithin("queue", 0, clock.nanoTime())).isFalse();
    Waiting<PollWorkflowTaskQueueResponse> there = new Waiting<>();
    server.workflowTasks().poll("queue", workflowPoll("queue", there), clock.nanoTime());
    assertThat(there.answers()).hasSize(1);
    assertThat(gone.answers()).isEmpty();
  }

  private static void schedule(Execution execution, String activityId) {
    Outbox out = new Outbox();
    synchronized (execution) {
      ActivityOffer.dispatch(
          execution.activities.add(
              ScheduleActivityTaskCommandAttributes.newBuilder()
                  .setActivityId(activityId)
                  .setStartToCloseTimeout(WallTime.duration(LONG_NANOS))
                  .build(),
              0),
          out);
    }
    out.flush();
  }

  private static Poll<PollWorkflowTaskQueueResponse> workflowPoll(
      String queue, Waiting<PollWorkflowTaskQueueResponse> caller) {
    return new Poll<>(
        caller, queue, "test", Long.MAX_VALUE, PollWorkflowTaskQueueResponse.getDefaultInstance());
  }

  private static Poll<PollActivityTaskQueueResponse> activityPoll(
      Waiting<PollActivityTaskQueueResponse> caller) {
    return new Poll<>(
        caller,
        "queue",
        "test",
        Long.MAX_VALUE,
        PollActivityTaskQueueResponse.getDefaultInstance());
  }
}
