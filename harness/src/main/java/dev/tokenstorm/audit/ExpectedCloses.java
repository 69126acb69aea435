package dev.tokenstorm.audit;

import dev.tokenstorm.ledger.ExecutionEntry;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Executions that the server is going to close by itself, each with the time at which it may. A
 * server may take longer than its timeouts say, so one that is still open is asked after again, at
 * pauses that double. {@link #add} is thread-safe; the rest is for one thread.
 */
final class ExpectedCloses {
  private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Queue<Close> added = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Close> byTime =
      new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos() - b.dueNanos()));

  /**
   * One of them.
   *
   * @param dueNanos when it is asked after, by the injected clock
   * @param pauseNanos until it is asked after again
   */
  private record Close(ExecutionEntry entry, long dueNanos, long pauseNanos) {}

  void add(ExecutionEntry entry, long dueNanos) {
    added.add(new Close(entry, dueNanos, FIRST_PAUSE_NANOS));
  }

  /** Hands over those that are due and open. */
  void ask(long nowNanos, Consumer<ExecutionEntry> question) {
    for (Close close = added.poll(); close != null; close = added.poll()) {
      byTime.add(close);
    }
    for (Close close = byTime.peek();
        close != null && close.dueNanos() - nowNanos <= 0;
        close = byTime.peek()) {
      byTime.remove();
      if (!close.entry().state().isFinal()) {
        question.accept(close.entry());
        byTime.add(new Close(close.entry(), nowNanos + close.pauseNanos(), close.pauseNanos() * 2));
      }
    }
  }
}
