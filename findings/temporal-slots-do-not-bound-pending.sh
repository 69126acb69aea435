#!/usr/bin/env bash
# A worker with one activity slot takes twenty asynchronous activities at the same time.
# Guess: maxConcurrentActivityExecutionSize bounds the activities that a worker has begun and that are not completed yet.
# Seen: Temporal Java SDK 1.39.0: doNotCompleteOnReturn() frees the slot when the method returns, so nothing in the worker bounds the
#       tokens that are out. (useLocalManualCompletion() keeps the slot, but only for completions from the same process.)
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

cat > Slots.java <<'JAVA'
import io.temporal.activity.*;
import io.temporal.client.*;
import io.temporal.common.converter.EncodedValues;
import io.temporal.testing.*;
import io.temporal.worker.*;
import io.temporal.workflow.*;
import java.time.Duration;
import java.util.concurrent.*;

public class Slots {
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
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("parked", WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build());
      worker.registerWorkflowImplementationTypes(ParkedWorkflow.class);
      worker.registerActivitiesImplementations(new Park());
      environment.start();
      var start = WorkflowOptions.newBuilder().setTaskQueue("parked").build();
      for (int i = 0; i < 20; i++) {
        environment.getWorkflowClient().newUntypedWorkflowStub("Parked", start).start();
      }
      int pending = 0;
      while (pending < 20 && PARKED.poll(20, TimeUnit.SECONDS) != null) {
        pending++;
      }
      System.out.println(pending);
    }
    System.exit(0);
  }
}
JAVA
seen=$(timeout 120 java -cp 'lib/*' Slots.java) || fail "the program ended with an error."

echo "activities begun and not completed, with one slot: $seen"
[ "$seen" = 20 ] || fail "expected 20."
