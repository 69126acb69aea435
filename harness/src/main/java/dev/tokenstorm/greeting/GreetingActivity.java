package dev.tokenstorm.greeting;

import io.temporal.activity.ActivityInterface;

/** Composes greetings, with the help of the external completer. */
@ActivityInterface
public interface GreetingActivity {

  /** Composes {@code "<greeting> <name>"}. */
  String composeGreeting(String greeting, String name);
}
