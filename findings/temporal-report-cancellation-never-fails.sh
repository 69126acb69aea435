#!/usr/bin/env bash
# The Java SDK's reportCancellation returns normally when the server has refused it, here for an activity that is completed.
# Guess: of a completed activity it throws ActivityNotExistsException, as a second complete and a heartbeat do.
# Seen: Temporal Java SDK 1.39.0 logs the refusal and returns. So a completer that counts what did not throw counts cancellations
#       that never happened.
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

cat > Cancel.java <<'JAVA'
import io.temporal.activity.*;
import io.temporal.client.*;
import io.temporal.common.converter.EncodedValues;
import io.temporal.testing.*;
import io.temporal.worker.*;
import io.temporal.workflow.*;
import java.time.Duration;
import java.util.concurrent.*;

public class Cancel {
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

  static void report(String name, Runnable call) {
    try {
      call.run();
      System.out.println(name + " returned");
    } catch (ActivityCompletionException e) {
      System.out.println(name + " threw " + e.getClass().getSimpleName());
    }
  }

  public static void main(String[] arguments) throws Exception {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("parked");
      worker.registerWorkflowImplementationTypes(ParkedWorkflow.class);
      worker.registerActivitiesImplementations(new Park());
      environment.start();
      var start = WorkflowOptions.newBuilder().setTaskQueue("parked").build();
      environment.getWorkflowClient().newUntypedWorkflowStub("Parked", start).start();
      byte[] token = PARKED.poll(30, TimeUnit.SECONDS).getTaskToken();
      var completions = environment.getWorkflowClient().newActivityCompletionClient();
      completions.complete(token, "done");
      report("complete", () -> completions.complete(token, "again"));
      report("reportCancellation", () -> completions.reportCancellation(token, "details"));
    }
    System.exit(0);
  }
}
JAVA
timeout 120 java -cp 'lib/*' Cancel.java > calls.txt || fail "the program ended with an error."

cat calls.txt
[ "$(xargs < calls.txt)" = "complete threw ActivityNotExistsException reportCancellation returned" ] \
  || fail "expected complete to throw, and reportCancellation to return."
