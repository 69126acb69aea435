package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are not due yet, or found the token queue full, in a heap; one thread moves each to
 * the token queue when its time has come and there is room. A parked token costs its place in the
 * heap and nothing else. Thread-safe.
 *
 * <p>Who adds can be an event loop, so what has to look at every token is left to that thread: it
 * takes the heap out, and others add to a new one meanwhile.
 */
final class DelayHeap implements AutoCloseable {
  private static final int FIRST_SWEEP = 1_024;

  private final NanoClock clock;
  private final TokenQueue due;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private PriorityQueue<Token> parked = new PriorityQueue<>(DelayHeap::order);

  /** Tokens that the mover has taken out to look at each. */
  private int takenOut;

  private final Thread mover = DaemonThreads.of("due-tokens", this::move);
  private final Predicate<Token> moot;
  private int sweepAt = FIRST_SWEEP;
  private boolean released;
  private boolean toHasten;
  private long releasedNanos;
  private volatile boolean closed;

  /**
   * @param moot whether there is nothing left to do for a token; such tokens are swept out whenever
   *     the heap has doubled, so that it is bounded by those that are not
   */
  DelayHeap(NanoClock clock, TokenQueue due, Predicate<Token> moot) {
    this.moot = moot;
    this.clock = clock;
    this.due = due;
    mover.start();
  }

  /** By due time, and of those that are due at one time the oldest first. */
  private static int order(Token one, Token other) {
    // Differences, because the clock's origin is arbitrary and its values may wrap.
    int byDue = Long.signum(one.dueNanos() - other.dueNanos());
    return byDue != 0 ? byDue : Long.signum(one.issuedNanos() - other.issuedNanos());
  }

  /** Parks a token until its due time. Waits for nobody who looks at every token. */
  void add(Token token) {
    lock.lock();
    try {
      if (released) {
        hasten(token);
      }
      parked.add(token);
      if (parked.peek() == token || toLookAtEach()) {
        earlier.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes tokens that nobody has answered for due as soon as the external completer is done with
   * them: those that are parked, before another of them is moved, and those that come late for
   * having been seen to be held back.
   *
   * @param nowNanos what they are due at if the external completer was done before
   */
  void release(long nowNanos) {
    lock.lock();
    try {
      released = true;
      releasedNanos = nowNanos;
      toHasten = true;
      earlier.signal();
    } finally {
      lock.unlock();
    }
  }

  private void hasten(Token token) {
    long done = token.completeAtNanos();
    long due = done - releasedNanos < 0 ? releasedNanos : done;
    if (!token.answering() && due - token.dueNanos() < 0) {
      token.dueAt(due);
    }
  }

  /** Tokens that are not due yet. */
  int size() {
    lock.lock();
    try {
      return parked.size() + takenOut;
    } finally {
      lock.unlock();
    }
  }

  private void move() {
    try {
      while (!closed) {
        Token token = awaitDue();
        if (token == null) {
          lookAtEach();
        } else if (!due.put(token)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean toLookAtEach() {
    return toHasten || parked.size() >= sweepAt;
  }

  /** Sweeps the heap, and hastens its tokens if they were released, when there is a reason to. */
  private void lookAtEach() {
    PriorityQueue<Token> all;
    boolean hastening;
    lock.lock();
    try {
      if (!toLookAtEach()) {
        return;
      }
      all = parked;
      takenOut = all.size();
      parked = new PriorityQueue<>(DelayHeap::order);
      hastening = toHasten;
      toHasten = false;
    } finally {
      lock.unlock();
    }
    all.removeIf(moot);
    if (hastening) {
      hasten(all);
    }
    lock.lock();
    try {
      sweepAt = Math.max(FIRST_SWEEP, 2 * all.size());
      all.addAll(parked);
      parked = all;
      takenOut = 0;
    } finally {
      lock.unlock();
    }
  }

  private void hasten(PriorityQueue<Token> all) {
    List<Token> tokens = new ArrayList<>(all);
    tokens.forEach(this::hasten);
    // In their order each finds its place in the heap at once.
    tokens.sort(DelayHeap::order);
    all.clear();
    all.addAll(tokens);
  }

  /** The next token that is due; null if each has to be looked at first, or it was closed. */
  private @Nullable Token awaitDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !toLookAtEach()) {
        Token first = parked.peek();
        if (first == null) {
          earlier.await();
          continue;
        }
        long waitNanos = first.dueNanos() - clock.nanoTime();
        if (waitNanos <= 0) {
          return parked.remove();
        }
        earlier.awaitNanos(waitNanos);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      earlier.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
