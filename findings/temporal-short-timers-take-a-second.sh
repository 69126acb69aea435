#!/usr/bin/env bash
# On a real Temporal server each workflow timer below a second takes a second: a Workflow.sleep of 10 ms as well.
# Guess: a timer of 10 ms fires after some 10 ms and the time of a workflow task, as a timer of 1.5 s fires after 1.5 s.
# Seen: Temporal dev server 1.29.1 (CLI v1.5.1), Java SDK 1.39.0: 10 ms and 500 ms take 1.0 s, 1.5 s takes 1.5 s. Retries of an
#       activity come no sooner (20 ms after a failure becomes 1.0 s). A workload of short sleeps measures the timer queue.
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

cat > Naps.java <<'JAVA'
import io.temporal.client.*;
import io.temporal.serviceclient.*;
import io.temporal.worker.*;
import io.temporal.workflow.*;
import java.time.Duration;

public class Naps {
  @WorkflowInterface
  public interface Nap {
    @WorkflowMethod
    long shortestOfFive(long millis);
  }

  public static class NapWorkflow implements Nap {
    public long shortestOfFive(long millis) {
      long shortest = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        long start = Workflow.currentTimeMillis();
        Workflow.sleep(Duration.ofMillis(millis));
        shortest = Math.min(shortest, Workflow.currentTimeMillis() - start);
      }
      return shortest;
    }
  }

  public static void main(String[] arguments) {
    var options = WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + arguments[0]).build();
    var stubs = WorkflowServiceStubs.newConnectedServiceStubs(options, Duration.ofMinutes(1));
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker("naps").registerWorkflowImplementationTypes(NapWorkflow.class);
    factory.start();
    for (long millis : new long[] {10, 500, 1500}) {
      var nap = client.newWorkflowStub(Nap.class, WorkflowOptions.newBuilder().setTaskQueue("naps").build());
      System.out.print(nap.shortestOfFive(millis) + " ");
    }
    System.exit(0);
  }
}
JAVA
seen=$(timeout 120 java -cp 'lib/*' Naps.java "$port") || fail "the program ended with an error."

echo "the shortest of five sleeps of 10, 500 and 1500 ms, in ms: $seen"
read -r ten half long <<< "$seen"
[ "$ten" -ge 900 ] && [ "$half" -ge 900 ] && [ "$long" -ge 1400 ] || fail "expected 10 ms and 500 ms to take about a second."
