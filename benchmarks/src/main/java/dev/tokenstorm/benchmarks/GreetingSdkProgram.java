package dev.tokenstorm.benchmarks;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/** The program for greetings: a thread starts each, and waits for its result. */
final class GreetingSdkProgram extends SdkProgram {
  /**
   * Metric of evictions that are forced by a lack of threads. The SDK's total of evictions also
   * counts each workflow that closes.
   */
  private static final String EVICTIONS = "temporal_sticky_cache_thread_forced_eviction";

  private final SimpleMeterRegistry registry;

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
      return keepPending(greeting + " " + name);
    }
  }

  private GreetingSdkProgram(
      WorkflowServiceStubsOptions connection,
      WorkerFactoryOptions settings,
      SimpleMeterRegistry registry) {
    super(connection, settings);
    this.registry = registry;
  }

  static GreetingSdkProgram start(
      String address, int inFlight, int completers, boolean raised, boolean countEvictions) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    WorkflowServiceStubsOptions.Builder connection =
        WorkflowServiceStubsOptions.newBuilder().setTarget(address);
    if (countEvictions) {
      connection.setMetricsScope(scope(registry));
    }
    WorkerFactoryOptions.Builder settings = WorkerFactoryOptions.newBuilder();
    if (raised) {
      settings.setWorkflowCacheSize(4 * inFlight).setMaxWorkflowThreadCount(12 * inFlight);
    }
    GreetingSdkProgram program =
        new GreetingSdkProgram(connection.build(), settings.build(), registry);
    program.start(inFlight, completers);
    return program;
  }

  private static Scope scope(SimpleMeterRegistry registry) {
    return new RootScopeBuilder()
        .reporter(new MicrometerClientStatsReporter(registry))
        .reportEvery(Duration.ofSeconds(1));
  }

  private void start(int inFlight, int completers) {
    worker().registerWorkflowImplementationTypes(GreeterImpl.class);
    worker().registerActivitiesImplementations(new ComposerImpl());
    startWorker();
    ActivityCompletionClient completion = client().newActivityCompletionClient();
    run(completers, () -> completeForEver(completion, () -> {}));
    run(inFlight, this::greetForEver);
  }

  private void greetForEver() {
    while (!Thread.currentThread().isInterrupted()) {
      Greeter greeter =
          client()
              .newWorkflowStub(
                  Greeter.class,
                  WorkflowOptions.newBuilder()
                      .setTaskQueue(taskQueue())
                      .setWorkflowId(UUID.randomUUID().toString())
                      .build());
      done(greeter.greet("World"), "Hello World; Bye World\nHola World; Chao World");
    }
  }

  @Override
  double forcedEvictions() {
    return registry.find(EVICTIONS).counters().stream().mapToDouble(one -> one.count()).sum();
  }
}
