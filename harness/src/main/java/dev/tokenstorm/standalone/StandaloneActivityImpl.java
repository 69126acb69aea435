package dev.tokenstorm.standalone;

import com.google.protobuf.ByteString;
import dev.tokenstorm.greeting.GreetingActivity;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;

/** Hands its task token to the external completer and returns without completing. Thread-safe. */
final class StandaloneActivityImpl implements GreetingActivity {
  private final StandaloneEvents events;

  StandaloneActivityImpl(StandaloneEvents events) {
    this.events = events;
  }

  @Override
  public String composeGreeting(String greeting, String name) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ActivityInfo info = context.getInfo();
    events.issued(
        ByteString.copyFrom(info.getTaskToken()),
        String.valueOf(info.getActivityRunId()),
        info.getActivityId(),
        info.isInWorkflow(),
        info.getAttempt());
    context.doNotCompleteOnReturn();
    return "ignored";
  }
}
