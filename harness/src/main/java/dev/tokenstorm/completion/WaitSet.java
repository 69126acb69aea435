package dev.tokenstorm.completion;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for a queue to have something, or room; the last that came is woken first,
 * because its caches are the warmest. Thread-safe.
 *
 * <p>A wake-up costs more than the hand-over itself, so one is under way at a time: a thread that
 * was woken and found something wakes the next if there is more. As long as nobody waits, {@link
 * #wake} reads one field.
 */
final class WaitSet {
  private final AtomicReference<@Nullable Sleeper> last = new AtomicReference<>();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final BooleanSupplier more;
  private volatile boolean closed;

  /**
   * @param more whether one who looks now would find something
   */
  WaitSet(BooleanSupplier more) {
    this.more = more;
  }

  private static final class Sleeper {
    private static final int WAITS = 0;
    private static final int WOKEN = 1;
    private static final int LEFT = 2;

    final Thread thread = Thread.currentThread();
    final AtomicInteger state = new AtomicInteger(WAITS);
    @Nullable Sleeper before;

    boolean leaves() {
      return state.compareAndSet(WAITS, LEFT);
    }

    boolean wakes() {
      return state.compareAndSet(WAITS, WOKEN);
    }
  }

  /**
   * Waits until an attempt brings something.
   *
   * @param attempt gives null when there is nothing; it must see what was there before the latest
   *     {@link #wake}
   * @return null once closed
   */
  <T> @Nullable T await(Supplier<@Nullable T> attempt) throws InterruptedException {
    while (true) {
      Sleeper me = new Sleeper();
      push(me);
      // Whoever does not see this sleeper yet has put what this attempt sees.
      T found = closed ? null : attempt.get();
      if (found != null || closed) {
        leave(me);
        return found;
      }
      sleep(me);
      found = attempt.get();
      if (found != null) {
        if (more.getAsBoolean()) {
          wake();
        }
        return found;
      }
    }
  }

  private void sleep(Sleeper me) throws InterruptedException {
    while (me.state.get() == Sleeper.WAITS) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        leave(me);
        throw new InterruptedException();
      }
    }
    waking.set(false);
  }

  /**
   * Wakes a thread, unless none waits or one is just waking. To follow a volatile write that the
   * attempts of those who wait read.
   */
  void wake() {
    // Once more after giving up: who came meanwhile was told that somebody is waking.
    while (last.get() != null && !waking.get() && waking.compareAndSet(false, true)) {
      Sleeper sleeper = pop();
      if (sleeper != null) {
        LockSupport.unpark(sleeper.thread);
        return;
      }
      waking.set(false);
    }
  }

  /** Wakes everyone for good. */
  void close() {
    closed = true;
    for (Sleeper sleeper = pop(); sleeper != null; sleeper = pop()) {
      LockSupport.unpark(sleeper.thread);
    }
  }

  private void push(Sleeper me) {
    do {
      me.before = last.get();
    } while (!last.compareAndSet(me.before, me));
  }

  /** The last that still waits, now told to wake; those that left go with it. */
  private @Nullable Sleeper pop() {
    while (true) {
      Sleeper sleeper = last.get();
      if (sleeper == null) {
        return null;
      }
      if (last.compareAndSet(sleeper, sleeper.before) && sleeper.wakes()) {
        return sleeper;
      }
    }
  }

  /** Waits no longer; hands on a wake-up that came too late. */
  private void leave(Sleeper me) {
    if (!me.leaves()) {
      waking.set(false);
      wake();
    }
  }
}
