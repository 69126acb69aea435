package dev.tokenstorm.cell;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.CompletionContent;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.ResultPolls;
import dev.tokenstorm.workload.ServerExecutions;
import dev.tokenstorm.workload.TokenReceiver;
import dev.tokenstorm.workload.Worker;
import dev.tokenstorm.workload.WorkerProbe;
import dev.tokenstorm.workload.Workload;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.PauseActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Standalone activities that no worker polls. The external completer knows their ids by itself, and
 * has each as soon as its start is acknowledged. For a single run.
 */
final class KnownIdWorkload implements Workload {
  /** How each activity stands when the external completer acts. */
  enum Moment {
    QUEUED,
    IN_START_DELAY,
    PAUSED
  }

  private static final int LONG_SECONDS = 120;

  private final RunPlan plan;
  private final Moment moment;
  private final Workload standalone;
  private final ExecutorService hands = Executors.newSingleThreadExecutor();
  private volatile TokenReceiver receiver =
      (n, activity, attempt, taskToken, runId, activityId) -> {
        throw new IllegalStateException("A start was acknowledged before there was a worker.");
      };

  KnownIdWorkload(RunPlan plan, Moment moment) {
    this.plan = plan;
    this.moment = moment;
    this.standalone = Workloads.of(plan);
  }

  @Override
  public Shape shape() {
    return standalone.shape();
  }

  @Override
  public ExecutionIds ids() {
    return standalone.ids();
  }

  @Override
  public Draws draws() {
    return standalone.draws();
  }

  @Override
  public CompletionContent content() {
    return standalone.content();
  }

  @Override
  public Expectation expectation() {
    return standalone.expectation();
  }

  @Override
  public Optional<ResultPolls> resultPolls(Target target) {
    return standalone.resultPolls(target);
  }

  @Override
  public boolean receiverMayBlock() {
    return false;
  }

  @Override
  public int workerThreads() {
    return 0;
  }

  @Override
  public ServerExecutions executions(Target target, Retrier retrier, Backoff backoff) {
    return new Started(target, standalone.executions(target, retrier, backoff));
  }

  @Override
  public Worker worker(
      Target target, TokenReceiver tokens, WorkerProbe probe, BooleanSupplier room) {
    receiver = tokens;
    return new Worker() {
      @Override
      public void start() {}

      @Override
      public int slotsUsed(TaskKind kind) {
        return 0;
      }

      @Override
      public void close() {
        hands.shutdownNow();
      }
    };
  }

  /** Starts an activity, brings it to its moment, and hands its id to the external completer. */
  private final class Started implements ServerExecutions {
    private final WorkflowServiceStubs stubs;
    private final String namespace;
    private final ServerExecutions all;

    Started(Target target, ServerExecutions all) {
      this.stubs = target.connectForAudit();
      this.namespace = target.info().namespace();
      this.all = all;
    }

    private WorkflowServiceBlockingStub stub() {
      return stubs.blockingStub();
    }

    @Override
    public void start(long n, Runnable acknowledged, Consumer<Status> refused) {
      if (moment == Moment.IN_START_DELAY) {
        hands.execute(() -> startLate(n, acknowledged, refused));
      } else {
        all.start(
            n,
            () -> {
              acknowledged.run();
              hands.execute(() -> handOver(n));
            },
            refused);
      }
    }

    private void startLate(long n, Runnable acknowledged, Consumer<Status> refused) {
      try {
        var unused =
            stub()
                .startActivityExecution(
                    StartActivityExecutionRequest.newBuilder()
                        .setNamespace(namespace)
                        .setActivityId(ids().id(n))
                        .setRequestId(ids().id(n))
                        .setActivityType(ActivityType.newBuilder().setName("ComposeGreeting"))
                        .setTaskQueue(TaskQueue.newBuilder().setName(plan.target().taskQueue()))
                        .setScheduleToCloseTimeout(Durations.fromSeconds(LONG_SECONDS))
                        .setStartDelay(Durations.fromSeconds(LONG_SECONDS))
                        .build());
      } catch (StatusRuntimeException e) {
        refused.accept(e.getStatus());
        return;
      }
      acknowledged.run();
      handOver(n);
    }

    private void handOver(long n) {
      String id = ids().id(n);
      if (moment == Moment.PAUSED) {
        var unused =
            stub()
                .pauseActivityExecution(
                    PauseActivityExecutionRequest.newBuilder()
                        .setNamespace(namespace)
                        .setActivityId(id)
                        .setRequestId(id)
                        .build());
      }
      String runId =
          stub()
              .describeActivityExecution(
                  DescribeActivityExecutionRequest.newBuilder()
                      .setNamespace(namespace)
                      .setActivityId(id)
                      .build())
              .getInfo()
              .getRunId();
      receiver.receive(n, 0, 1, ByteString.EMPTY, runId, id);
    }

    @Override
    public void cancel(long n) {
      all.cancel(n);
    }

    @Override
    public Presence presence(long n, BooleanSupplier giveUp) {
      return all.presence(n, giveUp);
    }

    @Override
    public Optional<Evidence> evidence(long n, BooleanSupplier giveUp) {
      return all.evidence(n, giveUp);
    }

    @Override
    public boolean terminate(long n, String reason, BooleanSupplier giveUp) {
      return all.terminate(n, reason, giveUp);
    }
  }
}
