#!/usr/bin/env bash
# While an activity awaits its asynchronous completion, the in-memory test server does not skip time: it waits for timeouts.
# Guess: as the activity method has returned, time is skipped to its timeout, as it is skipped for a sleep or a timer.
# Seen: temporal-testing 1.39.0 skips 30 idle minutes in under a second. With one token out and a start-to-close timeout of 8 s,
#       a sleep of 12 s takes 11 s by the wall clock: only the second between attempts 1 and 2 is skipped. A test of a lost
#       completion is as slow as its timeout.
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

cat > Skip.java <<'JAVA'
import io.temporal.activity.*;
import io.temporal.client.*;
import io.temporal.common.converter.EncodedValues;
import io.temporal.testing.*;
import io.temporal.worker.*;
import io.temporal.workflow.*;
import java.time.Duration;
import java.util.concurrent.*;

public class Skip {
  public static class ParkedWorkflow implements DynamicWorkflow {
    public Object execute(EncodedValues arguments) {
      var options = ActivityOptions.newBuilder().setTaskQueue("parked").setStartToCloseTimeout(Duration.ofSeconds(8));
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

  static long wallMillis(TestWorkflowEnvironment environment, Duration sleep) {
    long start = System.nanoTime();
    environment.sleep(sleep);
    return (System.nanoTime() - start) / 1_000_000;
  }

  public static void main(String[] arguments) throws Exception {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("parked");
      worker.registerWorkflowImplementationTypes(ParkedWorkflow.class);
      worker.registerActivitiesImplementations(new Park());
      environment.start();

      long idle = wallMillis(environment, Duration.ofMinutes(30));
      var start = WorkflowOptions.newBuilder().setTaskQueue("parked").build();
      environment.getWorkflowClient().newUntypedWorkflowStub("Parked", start).start();
      PARKED.poll(30, TimeUnit.SECONDS);
      System.out.println(idle + " " + wallMillis(environment, Duration.ofSeconds(12)));
    }
    System.exit(0);
  }
}
JAVA
seen=$(timeout 120 java -cp 'lib/*' Skip.java) || fail "the program ended with an error."

echo "wall-clock ms of 30 idle minutes, and of 12 s with a token out: $seen"
read -r idle parked <<< "$seen"
[ "$idle" -lt 5000 ] && [ "$parked" -gt 10000 ] || fail "expected the idle time to be skipped, and the other to be waited for."
