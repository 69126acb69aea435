#!/usr/bin/env bash
# Resetting an activity while its second attempt runs refuses that attempt's token, and takes the failed first attempt's token again.
# Guess: a reset starts the count of attempts over for the next attempt; the running one keeps its token, and a failed attempt's token
#        stays dead for good.
# Seen: Temporal dev server 1.29.1 (CLI v1.5.1), Java SDK 1.39.0: after the reset the second attempt's token is NOT_FOUND. The first
#       attempt's token, whose failure was reported before, completes the activity. So a completer that is late by one attempt wins.
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

cat > Reset.java <<'JAVA'
import io.temporal.activity.*;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.client.*;
import io.temporal.common.*;
import io.temporal.common.converter.EncodedValues;
import io.temporal.serviceclient.*;
import io.temporal.worker.*;
import io.temporal.workflow.*;
import java.time.Duration;
import java.util.concurrent.*;

public class Reset {
  public static class OneActivity implements DynamicWorkflow {
    public Object execute(EncodedValues arguments) {
      var options = ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(5))
          .setRetryOptions(RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(100)).build());
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

  static String complete(ActivityCompletionClient completions, ActivityInfo attempt) {
    try {
      completions.complete(attempt.getTaskToken(), "by attempt " + attempt.getAttempt());
      return "taken";
    } catch (ActivityNotExistsException e) {
      return "not-found";
    }
  }

  public static void main(String[] arguments) throws Exception {
    var target = WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + arguments[0]).build();
    var stubs = WorkflowServiceStubs.newConnectedServiceStubs(target, Duration.ofMinutes(1));
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker("parked");
    worker.registerWorkflowImplementationTypes(OneActivity.class);
    worker.registerActivitiesImplementations(new Park());
    factory.start();
    WorkflowStub workflow =
        client.newUntypedWorkflowStub("OneActivity", WorkflowOptions.newBuilder().setTaskQueue("parked").build());
    workflow.start();
    ActivityCompletionClient completions = client.newActivityCompletionClient();
    ActivityInfo first = PARKED.poll(30, TimeUnit.SECONDS);
    completions.completeExceptionally(first.getTaskToken(), new RuntimeException("try again"));
    ActivityInfo second = PARKED.poll(30, TimeUnit.SECONDS);
    System.out.println("before " + complete(completions, first));
    stubs.blockingStub().resetActivity(ResetActivityRequest.newBuilder().setNamespace("default")
        .setExecution(workflow.getExecution()).setId(second.getActivityId()).build());
    System.out.println("second " + complete(completions, second));
    System.out.println("first " + complete(completions, first));
    System.out.println(workflow.getResult(30, TimeUnit.SECONDS, String.class));
    System.exit(0);
  }
}
JAVA
seen=$(timeout 120 java -cp 'lib/*' Reset.java "$port" | xargs) || fail "the program ended with an error."

echo "$seen"
[ "$seen" = "before not-found second not-found first taken by attempt 1" ] ||
  fail "expected the second attempt's token to be refused and the first attempt's to complete the activity."
