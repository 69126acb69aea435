package dev.tokenstorm.cell;

import dev.tokenstorm.completion.CompletionScheduler;
import dev.tokenstorm.server.Retrier;
import java.util.Optional;

/** The moment after which a call that fails is not made again. Thread-safe. */
final class RetryDeadline {
  private final CompletionScheduler completions;
  private final Retrier starts;
  private Optional<Long> atNanos = Optional.empty();

  RetryDeadline(CompletionScheduler completions, Retrier starts) {
    this.completions = completions;
    this.starts = starts;
  }

  /** Names it, by the injected clock; of several the earliest counts. */
  synchronized void noLaterThan(long nanos) {
    if (atNanos.isEmpty() || nanos - atNanos.get() < 0) {
      atNanos = Optional.of(nanos);
      completions.giveUpAt(nanos);
      starts.stopAt(nanos);
    }
  }
}
