package dev.tokenstorm.cell;

import java.time.Duration;
import java.util.ArrayDeque;
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
  private final Queue<Runnable> line = new ArrayDeque<>();
  private int underWay;

  CallWindow(int most) {
    this.most = most;
  }

  /** Makes a call, now or later. It has to be followed by one {@link #answered}. */
  void make(Runnable call) {
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
    call.run();
  }

  /** A call was answered; the next in line that has to be made is made. */
  void answered() {
    Runnable next;
    lock.lock();
    try {
      next = line.poll();
      if (next == null) {
        underWay--;
        if (underWay == 0) {
          idle.signalAll();
        }
        return;
      }
    } finally {
      lock.unlock();
    }
    next.run();
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
