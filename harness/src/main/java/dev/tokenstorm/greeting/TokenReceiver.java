package dev.tokenstorm.greeting;

import io.temporal.activity.ActivityInfo;

/** Takes over an activity that is about to return without completing. Thread-safe. */
@FunctionalInterface
public interface TokenReceiver {

  /** May block while the token queue is full. */
  void receive(ActivityInfo activity, String greeting);
}
