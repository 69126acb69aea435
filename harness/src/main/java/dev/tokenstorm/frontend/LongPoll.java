package dev.tokenstorm.frontend;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A question about an execution that waits until there is an answer, or its time is over.
 *
 * @param <R> type of the answer
 */
final class LongPoll<R> extends TimerEntry {
  private final AnyExecution execution;
  private final Supplier<Optional<R>> asked;
  private final Supplier<R> empty;
  private final Consumer<R> answer;
  private final AtomicBoolean answered = new AtomicBoolean();
  private Runnable watcher = () -> {};

  /**
   * @param execution that the question is about
   * @param asked gives the answer, or nothing as long as the caller has to wait; called with the
   *     execution's lock whenever the execution has changed
   * @param empty gives the answer when the time is over
   * @param answer receives the answer
   */
  LongPoll(
      AnyExecution execution, Supplier<Optional<R>> asked, Supplier<R> empty, Consumer<R> answer) {
    this.execution = execution;
    this.asked = asked;
    this.empty = empty;
    this.answer = answer;
  }

  /** Answers at once, or waits until a time of the monotonic clock. */
  void ask(long deadlineNanos) {
    Optional<R> ready;
    synchronized (execution) {
      ready = asked.get();
      if (ready.isEmpty()) {
        watcher = () -> again(deadlineNanos);
        execution.watch(watcher);
        if (place < 0) {
          execution.server.timers().set(this, deadlineNanos);
        }
        return;
      }
    }
    send(ready.get());
  }

  private void again(long deadlineNanos) {
    if (!answered.get()) {
      ask(deadlineNanos);
    }
  }

  /** Answers without news, because none came in time. */
  @Override
  void ring() {
    synchronized (execution) {
      execution.forget(watcher);
    }
    send(empty.get());
  }

  private void send(R response) {
    if (answered.compareAndSet(false, true)) {
      execution.server.timers().cancel(this);
      answer.accept(response);
    }
  }
}
