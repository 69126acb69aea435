#!/usr/bin/env bash
# The SDK's activity latency of an asynchronous activity ends when the method returns; no metric covers the time to completion.
# Guess: temporal_activity_execution_latency, or the end-to-end metric beside it, covers the time until the completion.
# Seen: Temporal Java SDK 1.39.0: completed after three seconds, the activity counts with the milliseconds of its method, and
#       temporal_activity_succeed_endtoend_latency has no sample. Dashboards built on either show a fast activity.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>io.temporal</groupId><artifactId>temporal-testing</artifactId><version>1.39.0</version></dependency>
  <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Latency.java <<'JAVA'
import io.temporal.activity.*;
import io.temporal.client.*;
import io.temporal.common.converter.EncodedValues;
import io.temporal.testing.*;
import io.temporal.worker.*;
import io.temporal.workflow.*;
import com.uber.m3.tally.RootScopeBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.time.Duration;
import java.util.concurrent.*;

public class Latency {
  public static class ParkedWorkflow implements DynamicWorkflow {
    public Object execute(EncodedValues arguments) {
      var options = ActivityOptions.newBuilder().setTaskQueue("parked").setStartToCloseTimeout(Duration.ofSeconds(60));
      return Workflow.newUntypedActivityStub(options.build()).execute("Park", String.class);
    }
  }
  static final BlockingQueue<ActivityInfo> PARKED = new LinkedBlockingQueue<>();
  public static class Park implements DynamicActivity {
    public Object execute(EncodedValues arguments) {
      Activity.getExecutionContext().doNotCompleteOnReturn();
      PARKED.add(Activity.getExecutionContext().getInfo());
      return null;
    }
  }

  public static void main(String[] arguments) throws Exception {
    var registry = new SimpleMeterRegistry();
    var reporter = new MicrometerClientStatsReporter(registry);
    var scope = new RootScopeBuilder().reporter(reporter).reportEvery(com.uber.m3.util.Duration.ofMillis(100));
    var options = TestEnvironmentOptions.newBuilder().setMetricsScope(scope).setUseTimeskipping(false).build();
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = environment.newWorker("parked");
      worker.registerWorkflowImplementationTypes(ParkedWorkflow.class);
      worker.registerActivitiesImplementations(new Park());
      environment.start();
      WorkflowClient client = environment.getWorkflowClient();
      var start = WorkflowOptions.newBuilder().setTaskQueue("parked").build();
      WorkflowStub workflow = client.newUntypedWorkflowStub("Parked", start);
      workflow.start();
      byte[] token = PARKED.poll(30, TimeUnit.SECONDS).getTaskToken();
      Thread.sleep(3000);
      client.newActivityCompletionClient().complete(token, "done");
      workflow.getResult(30, TimeUnit.SECONDS, String.class);
      scope.close();
    }
    for (String name : new String[] {"execution", "succeed_endtoend"}) {
      var timers = registry.find("temporal_activity_" + name + "_latency").timers();
      System.out.println(timers.stream().map(timer -> (long) timer.max(TimeUnit.MILLISECONDS)).toList());
    }
    System.exit(0);
  }
}
JAVA
seen=$(timeout 120 java -cp 'lib/*' Latency.java | xargs) || fail "the program ended with an error."

echo "longest execution latency and longest end-to-end latency of an activity, in ms: $seen"
[[ $seen =~ ^\[([0-9]+)\]\ \[\]$ ]] && [ "${BASH_REMATCH[1]}" -lt 2500 ] \
  || fail "expected one short execution latency and no end-to-end latency."
