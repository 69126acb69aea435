package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.client.ActivityClient;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityHandle;
import io.temporal.client.StartActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * The program that most people would write with the SDK for standalone activities: a worker,
 * threads that start activities, and threads that complete them from outside. It has the SDK's
 * defaults.
 */
final class StandaloneSdkProgram implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Starts under way at a time, while nobody waits for results. */
  private static final int STARTERS = 16;

  private final WorkflowServiceStubs stubs;
  private final WorkerFactory factory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
  private final LongAdder activities = new LongAdder();
  private final Semaphore free;
  private final String taskQueue = "baseline-" + UUID.randomUUID();
  private volatile boolean closing;
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private long seen;

  private record Pending(ByteString token, String greeting) {}

  @ActivityInterface
  public interface StandaloneComposer {
    String composeAlone(String greeting, String name);
  }

  private final class ComposerImpl implements StandaloneComposer {
    @Override
    public String composeAlone(String greeting, String name) {
      ActivityExecutionContext context = Activity.getExecutionContext();
      pending.add(new Pending(ByteString.copyFrom(context.getTaskToken()), greeting + " " + name));
      context.doNotCompleteOnReturn();
      return "ignored";
    }
  }

  /**
   * @param awaitsResults whether each activity has a thread that waits for its result; otherwise it
   *     is done once its completion is acknowledged
   */
  StandaloneSdkProgram(String address, int inFlight, int completers, boolean awaitsResults) {
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    free = new Semaphore(inFlight);
    factory = WorkerFactory.newInstance(WorkflowClient.newInstance(stubs));
    Worker worker = factory.newWorker(taskQueue);
    worker.registerActivitiesImplementations(new ComposerImpl());
    factory.start();
    ActivityClient client = ActivityClient.newInstance(stubs);
    ActivityCompletionClient completion = client.newActivityCompletionClient();
    for (int i = 0; i < completers; i++) {
      threads.execute(() -> untilClosed(() -> completeForEver(completion, !awaitsResults)));
    }
    for (int i = 0; i < (awaitsResults ? inFlight : STARTERS); i++) {
      threads.execute(
          () ->
              untilClosed(
                  () -> {
                    if (awaitsResults) {
                      executeForEver(client);
                    } else {
                      startForEver(client);
                    }
                  }));
    }
  }

  /**
   * Runs a loop until the program is closed. A failure while closing is ignored; any other is
   * reported by {@link #awaitActivities}.
   */
  private void untilClosed(InterruptibleLoop loop) {
    try {
      loop.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!closing) {
        failure = Optional.of(e);
      }
    }
  }

  private interface InterruptibleLoop {
    void run() throws InterruptedException;
  }

  private void completeForEver(ActivityCompletionClient completion, boolean counts)
      throws InterruptedException {
    while (true) {
      Pending next = pending.take();
      completion.complete(next.token().toByteArray(), next.greeting());
      if (counts) {
        activities.increment();
        free.release();
      }
    }
  }

  private void startForEver(ActivityClient client) throws InterruptedException {
    while (true) {
      free.acquire();
      var unused = start(client);
    }
  }

  private void executeForEver(ActivityClient client) {
    while (!Thread.currentThread().isInterrupted()) {
      String greeting = start(client).getResult();
      if (!greeting.equals("Hello World")) {
        throw new IllegalStateException("a greeting is wrong: " + greeting);
      }
      activities.increment();
    }
  }

  private ActivityHandle<String> start(ActivityClient client) {
    return client.start(
        StandaloneComposer.class,
        StandaloneComposer::composeAlone,
        StartActivityOptions.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setTaskQueue(taskQueue)
            .setStartToCloseTimeout(LONGEST)
            .build(),
        "Hello",
        "World");
  }

  /**
   * Waits for further activities, beyond those that earlier calls waited for.
   *
   * @param more how many
   */
  void awaitActivities(int more) {
    seen += more;
    if (!Await.executions(activities::sum, seen, failure::isPresent)) {
      throw new IllegalStateException("the program completes no activities", failure.orElse(null));
    }
  }

  @Override
  public void close() {
    closing = true;
    threads.shutdownNow();
    factory.shutdownNow();
    stubs.shutdownNow();
  }
}
