package dev.tokenstorm.frontend;

import dev.tokenstorm.plan.NullOptions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A period without service, counted from the first start of a workflow. Thread-safe. */
final class Stall {
  private final Optional<NullOptions.Stall> plan;
  private final AtomicReference<@Nullable Window> window = new AtomicReference<>();

  private record Window(long fromNanos, long toNanos) {}

  Stall(Optional<NullOptions.Stall> plan) {
    this.plan = plan;
  }

  /** Records the time of the first start. Later calls change nothing. */
  void begin(long nowNanos) {
    if (plan.isPresent() && window.get() == null) {
      long from = nowNanos + plan.get().after().toNanos();
      window.compareAndSet(null, new Window(from, from + plan.get().length().toNanos()));
    }
  }

  /** Returns the time itself, or the end of the stall if the time falls into the stall. */
  long after(long nanos) {
    Window known = window.get();
    return known != null && nanos - known.fromNanos() >= 0 && nanos - known.toNanos() < 0
        ? known.toNanos()
        : nanos;
  }
}
