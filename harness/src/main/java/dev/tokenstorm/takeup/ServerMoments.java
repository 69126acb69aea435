package dev.tokenstorm.takeup;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.workload.ServerTime;
import java.time.Clock;
import java.time.Instant;

/**
 * Maps moments of the server's clock to the injected one. The two hosts' clocks may differ, so a
 * moment that seems to lie ahead is taken for the present one. One that no clock shows is read as
 * {@link ServerTime} does. Immutable.
 */
final class ServerMoments {
  private final NanoClock clock;
  private final long originServerNanos;
  private final long originNanos;

  ServerMoments(NanoClock clock, Clock wallClock) {
    this.clock = clock;
    this.originServerNanos = ServerTime.nanos(wallClock.instant());
    this.originNanos = clock.nanoTime();
  }

  /** Returns the moment by the injected clock. */
  long nanos(Instant moment) {
    long nanos = originNanos + (ServerTime.nanos(moment) - originServerNanos);
    long now = clock.nanoTime();
    return nanos - now > 0 ? now : nanos;
  }
}
