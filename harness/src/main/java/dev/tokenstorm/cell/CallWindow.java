package dev.tokenstorm.cell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bound on calls that are under way at one time. Further ones wait in line, so whoever asks for a
 * call does not. Thread-safe.
 */
final class CallWindow {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Queue<Call> line = new ArrayDeque<>();
  private int underWay;

  CallWindow(int most) {
    this.most = most;
  }

  /** One call. */
  interface Call {
    /**
     * Makes it, and returns at once.
     *
     * @return false when it need not be made any more, so that it has no answer
     */
    boolean make();
  }

  /** Makes a call, now or later. If it is made, one {@link #answered} has to follow it. */
  void make(Call call) {
    lock.lock();
    try {
      if (underWay >= most) {
        line.add(call);
        return;
      }
      underWay++;
    } finally {
      lock.unlock();
    }
    if (!call.make()) {
      answered();
    }
  }

  /** A call was answered; the next in line that has to be made is made. */
  void answered() {
    for (Optional<Call> next = next(); next.isPresent(); next = next()) {
      if (next.get().make()) {
        return;
      }
    }
  }

  private Optional<Call> next() {
    lock.lock();
    try {
      Optional<Call> next = Optional.ofNullable(line.poll());
      if (next.isEmpty()) {
        underWay--;
        if (underWay == 0) {
          idle.signalAll();
        }
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no call is under way; false when that takes longer than it may. */
  boolean awaitIdle(Duration most) throws InterruptedException {
    long left = most.toNanos();
    lock.lockInterruptibly();
    try {
      while (underWay > 0) {
        if (left <= 0) {
          return false;
        }
        left = idle.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
