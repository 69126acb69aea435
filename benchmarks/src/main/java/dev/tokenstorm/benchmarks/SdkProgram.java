package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The program that most people would write with the SDK: a worker, threads that start greetings and
 * wait for their results, and threads that complete the pending activities.
 */
final class SdkProgram implements AutoCloseable {
  /**
   * Metric of evictions that are forced by a lack of threads. The SDK's total of evictions also
   * counts each workflow that closes.
   */
  private static final String EVICTIONS = "temporal_sticky_cache_thread_forced_eviction";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WorkflowServiceStubs stubs;
  private final WorkerFactory factory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
  private final LongAdder greetings = new LongAdder();
  private final String taskQueue = "baseline-" + UUID.randomUUID();
  private volatile boolean closing;
  private volatile Optional<RuntimeException> failure = Optional.empty();
  private long seen;

  private record Pending(ByteString token, String greeting) {}

  @WorkflowInterface
  public interface Greeter {
    @WorkflowMethod
    String greet(String name);
  }

  @ActivityInterface
  public interface Composer {
    String compose(String greeting, String name);
  }

  public static final class GreeterImpl implements Greeter {
    private final Composer composer =
        Workflow.newActivityStub(
            Composer.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(java.time.Duration.ofMinutes(1))
                .build());

    @Override
    public String greet(String name) {
      Promise<String> one = Async.function(() -> branch("Hello", "Bye", name));
      Promise<String> other = Async.function(() -> branch("Hola", "Chao", name));
      return one.get() + "\n" + other.get();
    }

    private String branch(String first, String second, String name) {
      return composer.compose(first, name) + "; " + composer.compose(second, name);
    }
  }

  private final class ComposerImpl implements Composer {
    @Override
    public String compose(String greeting, String name) {
      ActivityExecutionContext context = Activity.getExecutionContext();
      pending.add(new Pending(ByteString.copyFrom(context.getTaskToken()), greeting + " " + name));
      context.doNotCompleteOnReturn();
      return "ignored";
    }
  }

  SdkProgram(String address, int inFlight, int completers, boolean raised, boolean countEvictions) {
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder().setTarget(address);
    if (countEvictions) {
      options.setMetricsScope(scope());
    }
    stubs = WorkflowServiceStubs.newServiceStubs(options.build());
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    WorkerFactoryOptions.Builder settings = WorkerFactoryOptions.newBuilder();
    if (raised) {
      settings.setWorkflowCacheSize(4 * inFlight).setMaxWorkflowThreadCount(12 * inFlight);
    }
    factory = WorkerFactory.newInstance(client, settings.build());
    Worker worker = factory.newWorker(taskQueue);
    worker.registerWorkflowImplementationTypes(GreeterImpl.class);
    worker.registerActivitiesImplementations(new ComposerImpl());
    factory.start();
    ActivityCompletionClient completion = client.newActivityCompletionClient();
    for (int i = 0; i < completers; i++) {
      threads.execute(() -> untilClosed(() -> completeForEver(completion)));
    }
    for (int i = 0; i < inFlight; i++) {
      threads.execute(() -> untilClosed(() -> greetForEver(client)));
    }
  }

  private Scope scope() {
    return new RootScopeBuilder()
        .reporter(new MicrometerClientStatsReporter(registry))
        .reportEvery(Duration.ofSeconds(1));
  }

  /**
   * Runs a loop until the program is closed. A failure while closing is ignored; any other is
   * reported by {@link #awaitGreetings}.
   */
  private void untilClosed(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!closing) {
        failure = Optional.of(e);
      }
    }
  }

  private void completeForEver(ActivityCompletionClient completion) {
    try {
      while (true) {
        Pending next = pending.take();
        completion.complete(next.token().toByteArray(), next.greeting());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void greetForEver(WorkflowClient client) {
    while (!Thread.currentThread().isInterrupted()) {
      Greeter greeter =
          client.newWorkflowStub(
              Greeter.class,
              WorkflowOptions.newBuilder()
                  .setTaskQueue(taskQueue)
                  .setWorkflowId(UUID.randomUUID().toString())
                  .build());
      String greeting = greeter.greet("World");
      if (!greeting.equals("Hello World; Bye World\nHola World; Chao World")) {
        throw new IllegalStateException("a greeting is wrong: " + greeting);
      }
      greetings.increment();
    }
  }

  /** Returns the forced evictions so far; 0 unless they are counted. */
  double forcedEvictions() {
    return registry.find(EVICTIONS).counters().stream().mapToDouble(one -> one.count()).sum();
  }

  /**
   * Waits for further greetings, beyond those that earlier calls waited for.
   *
   * @param more how many
   */
  void awaitGreetings(int more) {
    seen += more;
    if (!Await.executions(greetings::sum, seen, failure::isPresent)) {
      throw new IllegalStateException("the program makes no greetings", failure.orElse(null));
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
