#!/usr/bin/env bash
# A paused activity does not time out: its start-to-close timeout stands still, even while a token of it is out.
# Guess: a pause holds back new attempts only; the attempt that runs keeps its timeouts, so that it fails after three seconds.
# Seen: Temporal dev server 1.29.1 (CLI v1.5.1), Java SDK 1.39.0: six seconds later the attempt is pending still, and its token is
#       accepted. A lost completion of a paused activity is therefore noticed by nobody until somebody unpauses it.
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
server=$(command -v temporal || true)
[ -n "$server" ] || { GOBIN="$dir" go install github.com/temporalio/cli/cmd/temporal@v1.5.1; server=$dir/temporal; }
port=$((20000 + RANDOM % 10000))
"$server" server start-dev --headless --ip 127.0.0.1 --port "$port" --log-level error > server.txt 2>&1 &
pid=$!
trap 'kill "$pid"; wait "$pid" || true; rm -rf "$dir"' EXIT

cat > Paused.java <<'JAVA'
import io.temporal.activity.*;
import io.temporal.client.*;
import io.temporal.common.converter.EncodedValues;
import io.temporal.serviceclient.*;
import io.temporal.worker.*;
import io.temporal.workflow.*;
import java.time.Duration;
import java.util.concurrent.*;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;

public class Paused {
  public static class ParkedWorkflow implements DynamicWorkflow {
    public Object execute(EncodedValues arguments) {
      var options = ActivityOptions.newBuilder().setTaskQueue("parked").setStartToCloseTimeout(Duration.ofSeconds(3));
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
    var target = WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + arguments[0]).build();
    var stubs = WorkflowServiceStubs.newConnectedServiceStubs(target, Duration.ofMinutes(1));
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker("parked");
    worker.registerWorkflowImplementationTypes(ParkedWorkflow.class);
    worker.registerActivitiesImplementations(new Park());
    factory.start();
    var start = WorkflowOptions.newBuilder().setTaskQueue("parked").build();
    WorkflowStub workflow = client.newUntypedWorkflowStub("Parked", start);
    workflow.start();
    ActivityInfo parked = PARKED.poll(30, TimeUnit.SECONDS);
    stubs.blockingStub().pauseActivity(PauseActivityRequest.newBuilder().setNamespace("default")
        .setExecution(workflow.getExecution()).setId(parked.getActivityId()).build());
    Thread.sleep(6000);
    System.out.println("attempt " + workflow.describe().getRawDescription().getPendingActivities(0).getAttempt());
    client.newActivityCompletionClient().complete(parked.getTaskToken(), "done");
    System.out.println(workflow.getResult(30, TimeUnit.SECONDS, String.class));
    System.exit(0);
  }
}
JAVA
seen=$(timeout 120 java -cp 'lib/*' Paused.java "$port" | xargs) || fail "the program ended with an error."

echo "after a pause of twice the timeout: $seen"
[ "$seen" = "attempt 1 done" ] || fail "expected the first attempt to be pending, and its token to complete it."
