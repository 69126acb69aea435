#!/usr/bin/env bash
# A task queue limited to two activities per second hands out up to four at a time, two seconds apart, and ends below its rate.
# Guess: with setMaxTaskQueueActivitiesPerSecond(2) an activity begins every half second, and 24 of them take 12 s.
# Seen: Temporal dev server 1.29.1 (CLI v1.5.1), Java SDK 1.39.0: each of the queue's four partitions has a quarter of the limit, one task in
#       two seconds. No two activities begin half a second apart. Tasks fall to partitions by chance, and the fullest one goes on at half a
#       task per second when the others are empty. So a limit on a short backlog gives neither its spacing nor its rate.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>io.temporal</groupId><artifactId>temporal-sdk</artifactId><version>1.39.0</version></dependency>
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

cat > Limited.java <<'JAVA'
import io.temporal.activity.*;
import io.temporal.client.*;
import io.temporal.common.converter.EncodedValues;
import io.temporal.serviceclient.*;
import io.temporal.worker.*;
import io.temporal.workflow.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;

public class Limited {
  public static class LoadWorkflow implements DynamicWorkflow {
    public Object execute(EncodedValues arguments) {
      var options = ActivityOptions.newBuilder().setTaskQueue("calls").setStartToCloseTimeout(Duration.ofMinutes(1)).build();
      List<Promise<String>> calls = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        calls.add(Workflow.newUntypedActivityStub(options).executeAsync("Call", String.class));
      }
      Promise.allOf(calls).get();
      return "done";
    }
  }

  static final BlockingQueue<Long> BEGUN = new LinkedBlockingQueue<>();

  public static class Call implements DynamicActivity {
    public Object execute(EncodedValues arguments) {
      BEGUN.add(System.nanoTime());
      return "done";
    }
  }

  public static void main(String[] arguments) throws Exception {
    var options = WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + arguments[0]).build();
    var stubs = WorkflowServiceStubs.newConnectedServiceStubs(options, Duration.ofMinutes(1));
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker("load").registerWorkflowImplementationTypes(LoadWorkflow.class);
    factory.newWorker("calls", WorkerOptions.newBuilder().setMaxTaskQueueActivitiesPerSecond(2).build())
        .registerActivitiesImplementations(new Call());
    factory.start();
    var start = WorkflowOptions.newBuilder().setTaskQueue("load").build();
    client.newUntypedWorkflowStub("Load", start).start();
    long first = 0;
    for (int i = 0; i < 24; i++) {
      Long begun = BEGUN.poll(50, TimeUnit.SECONDS);
      first = i == 0 ? begun : first;
      System.out.printf("%.1f ", (begun - first) / 1e9);
    }
    System.exit(0);
  }
}
JAVA
seen=$(timeout 150 java -cp 'lib/*' Limited.java "$port") || fail "the program ended with an error."

echo "seconds at which 24 activities began: $seen"
python3 - "$seen" <<'PY' || fail "expected bursts two seconds apart."
import sys

begun = [float(second) for second in sys.argv[1].split()]
gaps = [later - earlier for earlier, later in zip(begun, begun[1:])]
bursts = sum(gap < 0.25 for gap in gaps)
pauses = sum(gap > 1.2 for gap in gaps)
print(f"{bursts} within a quarter of a second of the one before, {pauses} after a pause of more than 1.2 s")
sys.exit(not (bursts >= 12 and pauses >= 4))
PY
