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

  /** Pauses that were taken out, and whose end has yet to be requested. */
  private int taken;

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

  /** One begins now. Once {@link #endAll} was called it ends at once, on this thread. */
  void begin(ExecutionEntry execution, PendingActivity activity) {
    Pause pause = new Pause(execution, activity, clock.nanoTime() + lengthNanos);
    lock.lock();
    try {
      if (!hurried) {
        open.add(pause);
        changed.signalAll();
        return;
      }
    } finally {
      lock.unlock();
    }
    end(pause);
  }

  /**
   * Ends those that are open, and from now on each as soon as it begins. When it returns, the end
   * of each that has begun was requested.
   */
  void endAll() {
    lock.lock();
    try {
      hurried = true;
    } finally {
      lock.unlock();
    }
    boolean more = true;
    while (more) {
      more = endNext();
    }
    lock.lock();
    try {
      while (taken > 0) {
        changed.awaitUninterruptibly();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the first, if it is due; whether it was. */
  private boolean endNext() {
    Optional<Pause> next = due();
    if (next.isEmpty()) {
      return false;
    }
    try {
      end(next.get());
    } finally {
      lock.lock();
      try {
        taken--;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
    return true;
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
        var unused = endNext();
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
      if (open.isEmpty() || waitNanos(open.getFirst()) > 0) {
        return Optional.empty();
      }
      taken++;
      return Optional.of(open.removeFirst());
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
