package dev.tokenstorm.frontend;

import dev.tokenstorm.plan.NullOptions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A time without service, counted from the first start. Thread-safe. */
final class Stall {
  private final Optional<NullOptions.Stall> plan;
  private final AtomicReference<@Nullable Window> window = new AtomicReference<>();

  private record Window(long fromNanos, long toNanos) {}

  Stall(Optional<NullOptions.Stall> plan) {
    this.plan = plan;
  }

  /** The first workflow is started now; later ones change nothing. */
  void begin(long nowNanos) {
    if (plan.isPresent() && window.get() == null) {
      long from = nowNanos + plan.get().after().toNanos();
      window.compareAndSet(null, new Window(from, from + plan.get().length().toNanos()));
    }
  }

  /** The moment itself, or the stall's end if it falls into the stall. */
  long after(long nanos) {
    Window known = window.get();
    return known != null && nanos - known.fromNanos() >= 0 && nanos - known.toNanos() < 0
        ? known.toNanos()
        : nanos;
  }
}
