package dev.tokenstorm.wire;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.Timer;
import io.grpc.Status;
import java.time.Duration;

/**
 * Makes calls that a workflow task waits for again, after a back-off, while the server may still
 * wait for them. Thread-safe.
 */
final class TaskRetries {
  /** A server's default, since starts of greetings ask for no other. */
  private static final long TASK_TIMEOUT_NANOS = Duration.ofSeconds(10).toNanos();

  private final Timer timer;
  private final NanoClock clock;

  TaskRetries(Timer timer, NanoClock clock) {
    this.timer = timer;
    this.clock = clock;
  }

  /** When a call is made for the first time. */
  long begin() {
    return clock.nanoTime();
  }

  /**
   * Makes a call again that failed, after a back-off, unless it has failed for good, or for so long
   * that the task, which began before it, has timed out.
   *
   * @param begun when it was made for the first time
   * @param failures of the call, in a row
   * @return false when it will not be made
   */
  boolean again(Status status, long begun, int failures, Runnable attempt) {
    return timer.again(
        status, failures, pause -> clock.nanoTime() - begun < TASK_TIMEOUT_NANOS, attempt);
  }
}
