package dev.tokenstorm.cell;

import dev.tokenstorm.measurement.NanoClock;
import java.time.Duration;
import java.util.Optional;

/**
 * The time that is left to a cell once the system asks for its end, and what it is for: its first
 * half to drain, the next quarter for answers under way, and the rest to terminate what is open. A
 * part that needs less leaves the rest to the next. Thread-safe.
 */
final class Grace {
  /** What the workers may still take when the grace is over, and what must not keep it up. */
  static final Duration LAST_MOMENTS = Duration.ofMillis(500);

  private static final double DRAIN_SHARE = 0.5;
  private static final double ANSWERS_SHARE = 0.75;

  private final NanoClock clock;
  private volatile Optional<Span> span = Optional.empty();

  Grace(NanoClock clock) {
    this.clock = clock;
  }

  private record Span(long beganNanos, long lengthNanos) {
    long endNanos() {
      return beganNanos + lengthNanos;
    }
  }

  /** Begins; of several beginnings the one counts that ends first. */
  synchronized void begin(Duration length) {
    Span begun = new Span(clock.nanoTime(), length.toNanos());
    if (span.isEmpty() || begun.endNanos() - span.get().endNanos() < 0) {
      span = Optional.of(begun);
    }
  }

  boolean begun() {
    return span.isPresent();
  }

  /** Whether the drain may take no longer. */
  boolean drainOver() {
    return past(DRAIN_SHARE, Duration.ZERO);
  }

  /** Whether answers are waited for no longer. */
  boolean answersOver() {
    return past(ANSWERS_SHARE, Duration.ZERO);
  }

  /** Whether all of it is over. */
  boolean over() {
    return overFor(Duration.ZERO);
  }

  /** Whether it has been over for so long. */
  boolean overFor(Duration since) {
    return past(1, since);
  }

  /** When the drain has to be over, if there is such a moment. */
  Optional<Long> drainEndNanos() {
    return span.map(begun -> begun.beganNanos() + (long) (DRAIN_SHARE * begun.lengthNanos()));
  }

  private boolean past(double share, Duration since) {
    return span.isPresent()
        && clock.nanoTime() - span.get().beganNanos()
            >= share * span.get().lengthNanos() + since.toNanos();
  }
}
