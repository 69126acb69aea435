package dev.tokenstorm.target;

import dev.tokenstorm.measurement.NanoClock;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Notices when the target no longer answers: since the last reply of any kind, calls have failed to
 * reach it for longer than a bound. A target that is merely quiet, with only long polls open, is
 * not gone. Thread-safe.
 */
public final class ReplyWatch {
  private static final long NONE = Long.MIN_VALUE;

  private final NanoClock clock;
  private final AtomicLong unreachableSinceNanos = new AtomicLong(NONE);
  private volatile long lastFailureNanos;

  public ReplyWatch(NanoClock clock) {
    this.clock = clock;
  }

  /**
   * @param longPoll whether the call may rightly go unanswered for as long as it is allowed
   */
  void ended(Status.Code code, boolean longPoll) {
    if (code == Status.Code.DEADLINE_EXCEEDED && longPoll) {
      return;
    }
    switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED -> {
        long now = clock.nanoTime();
        lastFailureNanos = now;
        unreachableSinceNanos.compareAndSet(NONE, now);
      }
      // Our own cancellations say nothing of the target.
      case CANCELLED -> {}
      default -> {
        if (unreachableSinceNanos.get() != NONE) {
          unreachableSinceNanos.set(NONE);
        }
      }
    }
  }

  /** Whether every call of the last {@code bound} failed to reach the target. */
  public boolean lostFor(Duration bound) {
    long since = unreachableSinceNanos.get();
    return since != NONE && lastFailureNanos - since >= bound.toNanos();
  }
}
