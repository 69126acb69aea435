package dev.tokenstorm.frontend;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.tokenstorm.measurement.NanoClock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Converts readings of the monotonic clock to wall time, by one fixed offset, so that the two never
 * disagree.
 */
final class WallTime {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long originNanos;
  private final long originSeconds;
  private final long originFraction;

  WallTime(NanoClock clock, Instant now) {
    this.originNanos = clock.nanoTime();
    this.originSeconds = now.getEpochSecond();
    this.originFraction = now.getNano();
  }

  Timestamp at(long nanos) {
    long since = nanos - originNanos + originFraction;
    return Timestamp.newBuilder()
        .setSeconds(originSeconds + Math.floorDiv(since, SECOND))
        .setNanos((int) Math.floorMod(since, SECOND))
        .build();
  }

  static long nanos(Duration duration) {
    long seconds = Math.max(0, Math.min(duration.getSeconds(), 3_000_000_000L));
    return seconds * SECOND + duration.getNanos();
  }

  static Duration duration(long nanos) {
    return Duration.newBuilder()
        .setSeconds(nanos / SECOND)
        .setNanos((int) (nanos % SECOND))
        .build();
  }
}
