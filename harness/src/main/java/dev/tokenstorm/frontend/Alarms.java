package dev.tokenstorm.frontend;

import dev.tokenstorm.measurement.NanoClock;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All alarms of a front end: a binary heap whose entries know their places, and one thread. It is
 * the innermost lock. Thread-safe.
 */
final class Alarms implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private final NanoClock clock;
  private @Nullable Alarm[] heap = new Alarm[64];
  private int size;
  private @Nullable Thread thread;
  private volatile boolean closed;

  /** Alarms that ring in {@link #ringDue} alone until {@link #start}. */
  Alarms(NanoClock clock) {
    this.clock = clock;
  }

  /** Rings from now on by itself. */
  void start() {
    Thread ringer = new Thread(this::ringUntilClosed, "null-front-end-alarms");
    ringer.setDaemon(true);
    synchronized (this) {
      thread = ringer;
    }
    ringer.start();
  }

  NanoClock clock() {
    return clock;
  }

  /** Sets an alarm, whether it was set before or not. */
  void set(Alarm alarm, long atNanos) {
    boolean first;
    synchronized (this) {
      alarm.atNanos = atNanos;
      if (alarm.place < 0) {
        if (size == heap.length) {
          heap = Arrays.copyOf(heap, size * 2);
        }
        up(alarm, size++);
      } else {
        up(alarm, alarm.place);
        down(alarm, alarm.place);
      }
      first = alarm.place == 0;
    }
    if (first) {
      LockSupport.unpark(thread);
    }
  }

  /** Makes an alarm ring no more. */
  synchronized void cancel(Alarm alarm) {
    if (alarm.place >= 0) {
      remove(alarm);
    }
  }

  /** Alarms that are set. */
  synchronized int size() {
    return size;
  }

  /** Rings what is due now. */
  void ringDue() {
    for (Alarm due = takeDue(); due != null; due = takeDue()) {
      try {
        due.ring();
      } catch (RuntimeException e) {
        // One alarm's error must not silence all others.
        LOG.error("An alarm of the null front end failed", e);
      }
    }
  }

  private synchronized @Nullable Alarm takeDue() {
    Alarm first = heap[0];
    if (first == null || first.atNanos - clock.nanoTime() > 0) {
      return null;
    }
    remove(first);
    return first;
  }

  private synchronized long nanosToNext() {
    Alarm first = heap[0];
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

  private void remove(Alarm alarm) {
    int hole = alarm.place;
    alarm.place = -1;
    size--;
    Alarm last = at(size);
    heap[size] = null;
    if (last != alarm) {
      up(last, hole);
      down(last, last.place);
    }
  }

  private void up(Alarm alarm, int from) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      Alarm above = at(parent);
      if (above.atNanos - alarm.atNanos <= 0) {
        break;
      }
      put(above, place);
      place = parent;
    }
    put(alarm, place);
  }

  private void down(Alarm alarm, int from) {
    int place = from;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && at(child + 1).atNanos - at(child).atNanos < 0) {
        child++;
      }
      Alarm below = at(child);
      if (alarm.atNanos - below.atNanos <= 0) {
        break;
      }
      put(below, place);
      place = child;
    }
    put(alarm, place);
  }

  private void put(Alarm alarm, int place) {
    heap[place] = alarm;
    alarm.place = place;
  }

  private Alarm at(int place) {
    Alarm alarm = heap[place];
    if (alarm == null) {
      throw new IllegalStateException("a hole in the heap");
    }
    return alarm;
  }

  /** Rings nothing more. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
