package dev.tokenstorm.wire;

import io.temporal.api.failure.v1.Failure;
import org.jspecify.annotations.Nullable;

/** One branch of a greeting: at most one of its activities is open at a time. */
final class Branch {
  /** Activities of the branch that have completed. */
  int step;

  /** The event that scheduled the open activity; 0 when none is. */
  long scheduledEventId;

  /** The open activity's id. */
  String activityId = "";

  /** Whether the open activity's cancellation was asked for. */
  boolean cancelRequested;

  /** What the branch failed of. */
  @Nullable Failure failure;

  private String text = "";

  boolean open() {
    return scheduledEventId != 0;
  }

  /** Takes over the result of the open activity. */
  void completed(String result) {
    text = step == 0 ? result : text + "; " + result;
    step++;
    scheduledEventId = 0;
  }

  /** The open activity will not complete. */
  void failed(Failure cause) {
    failure = cause;
    scheduledEventId = 0;
  }

  /** The results so far. */
  String text() {
    return text;
  }
}
