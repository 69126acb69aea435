package dev.tokenstorm.telemetry;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Makes the SDK report what it reports of a worker at work. */
final class SdkTraffic {
  private SdkTraffic() {}

  @WorkflowInterface
  public interface Echo {
    @WorkflowMethod
    String echo(String text);
  }

  @ActivityInterface
  public interface Parrot {
    String repeat(String text);
  }

  public static final class EchoWorkflow implements Echo {
    private final Parrot parrot =
        Workflow.newActivityStub(
            Parrot.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build());

    @Override
    public String echo(String text) {
      return parrot.repeat(text);
    }
  }

  /** Runs one workflow on the in-memory server, and closes everything but the registry. */
  static void through(Telemetry telemetry) {
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setMetricsScope(telemetry.sdkScope())
                .setUseTimeskipping(false)
                .build())) {
      Worker worker = environment.newWorker("queue");
      worker.registerWorkflowImplementationTypes(EchoWorkflow.class);
      worker.registerActivitiesImplementations((Parrot) text -> text);
      environment.start();
      environment
          .getWorkflowClient()
          .newWorkflowStub(Echo.class, WorkflowOptions.newBuilder().setTaskQueue("queue").build())
          .echo("hello");
    }
    telemetry.close();
  }
}
