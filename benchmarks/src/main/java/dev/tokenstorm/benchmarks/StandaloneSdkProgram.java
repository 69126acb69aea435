package dev.tokenstorm.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.client.ActivityClient;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityHandle;
import io.temporal.client.StartActivityOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** The program for standalone activities. It has the SDK's defaults. */
final class StandaloneSdkProgram extends SdkProgram {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Starts under way at a time, while nobody waits for results. */
  private static final int STARTERS = 16;

  private final Semaphore free;

  @ActivityInterface
  public interface StandaloneComposer {
    String composeAlone(String greeting, String name);
  }

  private final class ComposerImpl implements StandaloneComposer {
    @Override
    public String composeAlone(String greeting, String name) {
      return keepPending(greeting + " " + name);
    }
  }

  private StandaloneSdkProgram(String address, int inFlight) {
    super(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(),
        WorkerFactoryOptions.getDefaultInstance());
    free = new Semaphore(inFlight);
  }

  /**
   * @param awaitsResults whether each activity has a thread that waits for its result; otherwise it
   *     is done once its completion is acknowledged
   */
  static StandaloneSdkProgram start(
      String address, int inFlight, int completers, boolean awaitsResults) {
    StandaloneSdkProgram program = new StandaloneSdkProgram(address, inFlight);
    program.start(inFlight, completers, awaitsResults);
    return program;
  }

  private void start(int inFlight, int completers, boolean awaitsResults) {
    worker().registerActivitiesImplementations(new ComposerImpl());
    startWorker();
    ActivityClient activities = ActivityClient.newInstance(stubs());
    ActivityCompletionClient completion = activities.newActivityCompletionClient();
    if (awaitsResults) {
      run(completers, () -> completeForEver(completion, () -> {}));
      run(inFlight, () -> executeForEver(activities));
    } else {
      run(completers, () -> completeForEver(completion, this::acknowledged));
      run(STARTERS, () -> startForEver(activities));
    }
  }

  private void acknowledged() {
    done();
    free.release();
  }

  private void startForEver(ActivityClient activities) throws InterruptedException {
    while (true) {
      free.acquire();
      var unused = start(activities);
    }
  }

  private void executeForEver(ActivityClient activities) {
    while (!Thread.currentThread().isInterrupted()) {
      done(start(activities).getResult(), "Hello World");
    }
  }

  private ActivityHandle<String> start(ActivityClient activities) {
    return activities.start(
        StandaloneComposer.class,
        StandaloneComposer::composeAlone,
        StartActivityOptions.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setTaskQueue(taskQueue())
            .setStartToCloseTimeout(LONGEST)
            .build(),
        "Hello",
        "World");
  }
}
