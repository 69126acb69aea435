package dev.tokenstorm.realserver;

import com.google.protobuf.ByteString;
import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.greeting.GreetingEvents;
import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.wire.WireWorker;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.WorkerProbe;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wire worker for any greeting workflows of a task queue, that keeps their tokens until it is
 * told to complete them. {@link #main} is one in a process of its own.
 */
final class WireHand implements AutoCloseable {
  static final String POLLING = "polling";

  private final Target target;
  private final Greetings texts;
  private final WireWorker worker;
  private final WorkflowServiceStubs stubs;
  private final Map<ByteString, String> greetings = new ConcurrentHashMap<>();
  private volatile boolean completing;

  WireHand(DevServerFixture server, String taskQueue) {
    this(server.address(), taskQueue);
  }

  private WireHand(String address, String taskQueue) {
    RunPlan plan =
        TestPlans.plan(
            "target",
            address,
            "worker",
            "wire",
            "task-queue",
            taskQueue,
            "in-flight",
            "10",
            "start-to-close-timeout",
            "8s");
    target =
        Target.open(
            plan.target(), new NoopScope(), new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM));
    stubs = target.connect();
    texts = new Greetings(plan.greeting());
    GreetingEvents events =
        new GreetingEvents(texts, new ExecutionIds(plan.runId()), this::receive, new Deaf());
    worker = new WireWorker(plan, target, texts, events, () -> true);
    worker.start();
  }

  private void receive(
      long n, int activity, int attempt, ByteString token, String runId, String activityId) {
    String greeting = texts.greeting(activity);
    greetings.put(token, greeting);
    if (completing) {
      // Never on the event loop: the client blocks.
      new Thread(() -> complete(token, greeting), "completer").start();
    }
  }

  private void complete(ByteString token, String greeting) {
    try {
      WorkflowClient.newInstance(stubs)
          .newActivityCompletionClient()
          .complete(token.toByteArray(), greeting + " World");
    } catch (ActivityCompletionException overtaken) {
      // By the attempt's timeout, or by the other way that leads here.
    }
  }

  /** Completes what it holds, and what comes from now on. */
  void completeAll() {
    completing = true;
    greetings.forEach(this::complete);
  }

  /** Tokens that came so far. */
  int tokens() {
    return greetings.size();
  }

  /** Workflows in the worker's memory. */
  int cached() {
    return worker.cached();
  }

  /** Stops the worker; what it holds can still be completed. */
  void stop() {
    worker.close();
  }

  @Override
  public void close() {
    worker.close();
    target.close();
  }

  private static final class Deaf implements WorkerProbe {
    @Override
    public void polled(TaskKind kind, long n, long waitNanos, long pollNanos) {}

    @Override
    public void cameAlong(TaskKind kind, long n, long waitNanos) {}

    @Override
    public void resumed(long n, int activity) {}

    @Override
    public void closed(long n, ExecutionEnd end) {}

    @Override
    public void closeInDoubt(long n) {}
  }

  /**
   * Polls until it is killed.
   *
   * @param args the server's address and the task queue
   */
  @SuppressWarnings("SystemOut") // the parent process reads it
  public static void main(String[] args) throws InterruptedException {
    try (WireHand hand = new WireHand(args[0], args[1])) {
      System.out.println(POLLING);
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
