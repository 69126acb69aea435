package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.workload.ActivityOperator.PendingActivity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pauses that have not ended, all of the same length. One thread ends each when it is due. A pause
 * whose execution has closed is swept out whenever their number has doubled, so that it is bounded
 * by the executions in flight. Thread-safe.
 */
final class Pauses implements AutoCloseable {
  private static final int FIRST_SWEEP = 1_024;

  private final NanoClock clock;
  private final long lengthNanos;
  private final End end;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** The one that is due first is the first. */
  private final Deque<Pause> open = new ArrayDeque<>();

  private int sweepAt = FIRST_SWEEP;

  private boolean hurried;
  private boolean closed;

  /** One of them. */
  record Pause(ExecutionEntry execution, PendingActivity activity, long dueNanos) {
    boolean outlived() {
      return execution.state().isFinal();
    }
  }

  /** What is done for a pause that is over. Must not block. */
  interface End {
    /** The activity is to be unpaused. */
    void unpause(Pause pause);

    /** The execution has closed. */
    void outlived(Pause pause);
  }

  Pauses(NanoClock clock, long lengthNanos, End end) {
    this.clock = clock;
    this.lengthNanos = lengthNanos;
    this.end = end;
  }

  /** Begins to end pauses when they are due. To be called once. */
  void start() {
    DaemonThreads.start("unpauses", this::run);
  }

  /** One begins now. */
  void begin(ExecutionEntry execution, PendingActivity activity) {
    lock.lock();
    try {
      open.add(new Pause(execution, activity, clock.nanoTime() + lengthNanos));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends those that are open, on this thread, and from now on each as soon as it begins. */
  void endAll() {
    lock.lock();
    try {
      hurried = true;
    } finally {
      lock.unlock();
    }
    for (Optional<Pause> next = due(); next.isPresent(); next = due()) {
      end(next.get());
    }
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void end(Pause pause) {
    if (pause.outlived()) {
      end.outlived(pause);
    } else {
      end.unpause(pause);
    }
  }

  private void run() {
    try {
      while (awaitDue()) {
        due().ifPresent(this::end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until one is due; false when there is to be none any more. */
  private boolean awaitDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        sweep();
        long wait = open.isEmpty() ? Long.MAX_VALUE : waitNanos(open.getFirst());
        if (wait <= 0) {
          return true;
        }
        if (open.isEmpty()) {
          changed.await();
        } else {
          var unused = changed.awaitNanos(wait);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes out the first, if it is due. */
  private Optional<Pause> due() {
    lock.lock();
    try {
      return open.isEmpty() || waitNanos(open.getFirst()) > 0
          ? Optional.empty()
          : Optional.of(open.removeFirst());
    } finally {
      lock.unlock();
    }
  }

  private long waitNanos(Pause pause) {
    return hurried ? 0 : pause.dueNanos() - clock.nanoTime();
  }

  /** The caller holds the lock. */
  private void sweep() {
    if (open.size() < sweepAt) {
      return;
    }
    open.removeIf(
        pause -> {
          boolean outlived = pause.outlived();
          if (outlived) {
            end.outlived(pause);
          }
          return outlived;
        });
    sweepAt = Math.max(FIRST_SWEEP, 2 * open.size());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
