package dev.tokenstorm.cli;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.target.ReplyWatch;
import dev.tokenstorm.target.Target;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A dev server of the {@code temporal} CLI on PATH, for one test class. */
final class TestServer implements AutoCloseable {
  private final Target target;

  private TestServer(Target target) {
    this.target = target;
  }

  /** Starts it, or skips the tests where there is no CLI. */
  static TestServer start() {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "temporal")));
    Assumptions.assumeTrue(there, "Skipped: there is no temporal CLI on PATH.");
    TargetPlan plan =
        new TargetPlan(
            new TargetPlan.DevServer(Optional.empty(), List.of()), Optional.empty(), "a-queue");
    return new TestServer(
        Target.open(plan, new NoopScope(), new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM)));
  }

  String address() {
    return target.info().address();
  }

  WorkflowServiceStubs connect() {
    return target.connect();
  }

  @Override
  public void close() {
    target.close();
  }
}
