package dev.tokenstorm.cell;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.workload.Worker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The worker's end, on a thread of its own, because a server may never let it go. */
final class WorkerClosing {
  private static final Duration TICK = Duration.ofMillis(10);

  private final Worker worker;
  private final Grace grace;
  private Optional<FutureTask<Boolean>> closing = Optional.empty();

  WorkerClosing(Worker worker, Grace grace) {
    this.worker = worker;
    this.grace = grace;
  }

  /** Waits for the worker's end, but not past the grace. For one thread. */
  void await() throws InterruptedException {
    FutureTask<Boolean> begun = closing.orElseGet(this::begin);
    closing = Optional.of(begun);
    while (!grace.overFor(Grace.LAST_MOMENTS.multipliedBy(2))) {
      try {
        begun.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException notYet) {
        // The grace may have begun meanwhile.
      } catch (ExecutionException e) {
        throw new IllegalStateException("The worker could not be closed", e.getCause());
      }
    }
  }

  private FutureTask<Boolean> begin() {
    FutureTask<Boolean> task = new FutureTask<>(worker::close, true);
    DaemonThreads.start("worker-close", task);
    return task;
  }
}
