package dev.tokenstorm.frontend;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All alarms of a front end: a binary heap whose entries know their places, and the thread that
 * rings them. No other lock is taken while its lock is held. Thread-safe.
 */
final class TimerHeap implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TimerHeap.class);

  private final NanoClock clock;
  private @Nullable TimerEntry[] heap = new TimerEntry[64];
  private int size;
  private @Nullable Thread thread;
  private volatile boolean closed;

  /** Makes a heap whose alarms ring only by {@link #ringDue} until it is started. */
  TimerHeap(NanoClock clock) {
    this.clock = clock;
  }

  /** Starts the thread that rings alarms when they are due. */
  void start() {
    Thread ringer = DaemonThreads.of("null-front-end-alarms", this::ringUntilClosed);
    synchronized (this) {
      thread = ringer;
    }
    ringer.start();
  }

  NanoClock clock() {
    return clock;
  }

  /** Sets an alarm, or moves it if it is set already. */
  void set(TimerEntry timer, long atNanos) {
    boolean first;
    synchronized (this) {
      timer.atNanos = atNanos;
      if (timer.place < 0) {
        if (size == heap.length) {
          heap = Arrays.copyOf(heap, size * 2);
        }
        up(timer, size++);
      } else {
        up(timer, timer.place);
        down(timer, timer.place);
      }
      first = timer.place == 0;
    }
    if (first) {
      LockSupport.unpark(thread);
    }
  }

  /** Cancels an alarm. */
  synchronized void cancel(TimerEntry timer) {
    if (timer.place >= 0) {
      remove(timer);
    }
  }

  /** Returns how many alarms are set. */
  synchronized int size() {
    return size;
  }

  /** Rings the alarms that are due. */
  void ringDue() {
    for (TimerEntry due = takeDue(); due != null; due = takeDue()) {
      try {
        due.ring();
      } catch (RuntimeException e) {
        // An error of one alarm must not stop the others.
        LOG.error("An alarm of the null front end failed", e);
      }
    }
  }

  private synchronized @Nullable TimerEntry takeDue() {
    TimerEntry first = heap[0];
    if (first == null || first.atNanos - clock.nanoTime() > 0) {
      return null;
    }
    remove(first);
    return first;
  }

  private synchronized long nanosToNext() {
    TimerEntry first = heap[0];
    return first == null ? Long.MAX_VALUE : first.atNanos - clock.nanoTime();
  }

  private void ringUntilClosed() {
    while (!closed) {
      ringDue();
      long nanos = nanosToNext();
      if (nanos > 0) {
        LockSupport.parkNanos(this, nanos);
      }
    }
  }

  private void remove(TimerEntry timer) {
    int hole = timer.place;
    timer.place = -1;
    size--;
    TimerEntry last = at(size);
    heap[size] = null;
    if (last != timer) {
      up(last, hole);
      down(last, last.place);
    }
  }

  private void up(TimerEntry timer, int from) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      TimerEntry above = at(parent);
      if (above.atNanos - timer.atNanos <= 0) {
        break;
      }
      put(above, place);
      place = parent;
    }
    put(timer, place);
  }

  private void down(TimerEntry timer, int from) {
    int place = from;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && at(child + 1).atNanos - at(child).atNanos < 0) {
        child++;
      }
      TimerEntry below = at(child);
      if (timer.atNanos - below.atNanos <= 0) {
        break;
      }
      put(below, place);
      place = child;
    }
    put(timer, place);
  }

  private void put(TimerEntry timer, int place) {
    heap[place] = timer;
    timer.place = place;
  }

  private TimerEntry at(int place) {
    TimerEntry timer = heap[place];
    if (timer == null) {
      throw new IllegalStateException("a hole in the heap");
    }
    return timer;
  }

  /** Stops the thread; no alarm rings any more. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
