package dev.tokenstorm.greeting;

import com.google.protobuf.ByteString;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;

/** Hands its task token to the external completer and returns without completing. Thread-safe. */
final class GreetingActivityImpl implements GreetingActivity {
  private final GreetingEvents events;

  GreetingActivityImpl(GreetingEvents events) {
    this.events = events;
  }

  @Override
  public String composeGreeting(String greeting, String name) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ActivityInfo info = context.getInfo();
    events.issued(
        ByteString.copyFrom(info.getTaskToken()),
        String.valueOf(info.getWorkflowId()),
        String.valueOf(info.getWorkflowRunId()),
        info.getActivityId(),
        info.getAttempt(),
        greeting);
    context.doNotCompleteOnReturn();
    return "ignored";
  }
}
