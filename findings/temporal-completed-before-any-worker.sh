#!/usr/bin/env bash
# A Temporal server accepts a completion by id of an activity that no worker has ever polled.
# Guess: an activity that is still in the queue cannot be completed: NOT_FOUND until a worker has started it.
# Seen: Temporal dev server 1.29.1 (CLI v1.5.1), Java SDK 1.39.0: the activity in state SCHEDULED closes as completed, and the workflow
#       returns the result. A completer that knows ids may overtake the worker: tasks can be fewer than completions.
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

cat > Early.java <<'JAVA'
import io.temporal.activity.*;
import io.temporal.client.*;
import io.temporal.common.converter.EncodedValues;
import io.temporal.serviceclient.*;
import io.temporal.worker.*;
import io.temporal.workflow.*;
import java.time.Duration;
import java.util.concurrent.*;
import java.util.Optional;

public class Early {
  public static class ParkedWorkflow implements DynamicWorkflow {
    public Object execute(EncodedValues arguments) {
      var options = ActivityOptions.newBuilder().setTaskQueue("a queue without workers").setStartToCloseTimeout(Duration.ofSeconds(60));
      return Workflow.newUntypedActivityStub(options.build()).execute("Park", String.class);
    }
  }

  public static void main(String[] arguments) throws Exception {
    var target = WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + arguments[0]).build();
    var stubs = WorkflowServiceStubs.newConnectedServiceStubs(target, Duration.ofMinutes(1));
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker("parked");
    worker.registerWorkflowImplementationTypes(ParkedWorkflow.class);
    factory.start();
    var start = WorkflowOptions.newBuilder().setTaskQueue("parked").setWorkflowId("early").build();
    WorkflowStub workflow = client.newUntypedWorkflowStub("Parked", start);
    workflow.start();
    var pending = workflow.describe().getRawDescription().getPendingActivitiesList();
    for (int i = 0; i < 300 && pending.isEmpty(); i++) {
      Thread.sleep(100);
      pending = workflow.describe().getRawDescription().getPendingActivitiesList();
    }
    System.out.println(pending.get(0).getState());
    client.newActivityCompletionClient().complete("early", Optional.empty(), pending.get(0).getActivityId(), "done");
    System.out.println(workflow.getResult(30, TimeUnit.SECONDS, String.class));
    System.exit(0);
  }
}
JAVA
seen=$(timeout 120 java -cp 'lib/*' Early.java "$port" | xargs) || fail "the program ended with an error."

echo "state of the activity and result of its workflow: $seen"
[ "$seen" = "PENDING_ACTIVITY_STATE_SCHEDULED done" ] || fail "expected a scheduled activity to be completed."
