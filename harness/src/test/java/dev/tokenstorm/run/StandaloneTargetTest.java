package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.settings.TestPlans;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A target that answers everything with an empty message, and so announces no capability. */
@Timeout(60)
final class StandaloneTargetTest {
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "a test");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aRunOnAServerWithoutStandaloneActivitiesEndsBeforeAnyLoad() {
    try (FrontEnd frontEnd = new FrontEnd()) {
      Path out = folder.resolve("out");
      RunPlan plan =
          TestPlans.plan(
              "workload",
              "standalone",
              "target",
              "127.0.0.1:" + frontEnd.port(),
              "no-metrics",
              "true",
              "out",
              out.toString());
      assertThatThrownBy(() -> new RunExecution(plan, CONTEXT).run(new RecordedRun()))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("has no standalone activities, which --workload standalone starts")
          .hasMessageContaining("set activity.enableStandalone to true");
      assertThat(out).doesNotExist();
      assertThat(frontEnd.received(Message.class))
          .allMatch(
              call ->
                  call instanceof GetSystemInfoRequest || call instanceof DescribeNamespaceRequest);
    }
  }
}
