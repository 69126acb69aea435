package dev.tokenstorm.greeting;

import dev.tokenstorm.plan.GreetingPlan;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** The document's workflow, for any number of branches and steps. */
final class GreetingWorkflowImpl implements GreetingWorkflow {
  private final Greetings greetings;
  private final GreetingActivity activity;

  GreetingWorkflowImpl(Greetings greetings, GreetingPlan plan) {
    this.greetings = greetings;
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(plan.startToCloseTimeout())
            // A cancelled workflow waits until the external completer has reported the
            // cancellation.
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(
                RetryOptions.newBuilder().setMaximumAttempts(plan.maxAttempts()).build());
    plan.heartbeatTimeout().ifPresent(options::setHeartbeatTimeout);
    this.activity = Workflow.newActivityStub(GreetingActivity.class, options.build());
  }

  @Override
  public String greet(String name) {
    List<Promise<String>> branches = new ArrayList<>();
    for (int branch = 0; branch < greetings.branches(); branch++) {
      branches.add(Async.function(this::compose, branch, name));
    }
    // All of them, also when one fails: a workflow that closed would orphan the others' activities.
    for (Promise<String> branch : branches) {
      branch.getFailure();
    }
    List<String> lines = new ArrayList<>();
    for (Promise<String> branch : branches) {
      lines.add(branch.get());
    }
    return String.join("\n", lines);
  }

  private String compose(int branch, String name) {
    List<String> composed = new ArrayList<>();
    for (int step = 0; step < greetings.steps(); step++) {
      String greeting = greetings.greeting(branch * greetings.steps() + step);
      composed.add(Greetings.strip(activity.composeGreeting(greeting, name)));
    }
    return String.join("; ", composed);
  }
}
