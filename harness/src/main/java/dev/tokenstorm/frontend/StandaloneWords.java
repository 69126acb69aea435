package dev.tokenstorm.frontend;

import io.temporal.api.enums.v1.ActivityExecutionStatus;
import java.util.Locale;

/** The states of standalone activities as queries and a server's messages have them. */
final class StandaloneWords {
  private StandaloneWords() {}

  /** Returns a status in a word, such as {@code TimedOut}. */
  static String of(ActivityExecutionStatus status) {
    StringBuilder word = new StringBuilder();
    for (String part : status.name().replace("ACTIVITY_EXECUTION_STATUS_", "").split("_", -1)) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }

  /** Returns an activity's state in a word, with more states of an open one. */
  static String of(StandaloneActivity activity) {
    ActivityAttempts attempts = activity.attempts();
    if (!activity.open()) {
      return of(activity.status());
    }
    if (!attempts.started()) {
      return attempts.paused() ? "Paused" : "Scheduled";
    }
    if (activity.operators().resetRequested()) {
      return "ResetRequested";
    }
    if (attempts.cancelRequested()) {
      return "CancelRequested";
    }
    return attempts.paused() ? "PauseRequested" : "Started";
  }
}
