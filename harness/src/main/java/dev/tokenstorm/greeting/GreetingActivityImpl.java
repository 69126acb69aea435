package dev.tokenstorm.greeting;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/** Hands its task token to the outside party and returns without completing. Thread-safe. */
final class GreetingActivityImpl implements GreetingActivity {
  private final TokenReceiver receiver;

  GreetingActivityImpl(TokenReceiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public String composeGreeting(String greeting, String name) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    receiver.receive(context.getInfo(), greeting);
    context.doNotCompleteOnReturn();
    return "ignored";
  }
}
