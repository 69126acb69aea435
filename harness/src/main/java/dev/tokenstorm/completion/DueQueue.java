package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Tokens that are not due yet, or found the token queue full, in a heap; one thread moves each to
 * the token queue when its time has come and there is room. A parked token costs its place in the
 * heap and nothing else. Thread-safe.
 */
final class DueQueue implements AutoCloseable {
  private final NanoClock clock;
  private static final int FIRST_SWEEP = 1_024;

  private final TokenQueue due;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final PriorityQueue<Token> parked = new PriorityQueue<>(DueQueue::order);
  private final Thread mover = new Thread(this::move, "due-tokens");
  private final Predicate<Token> moot;
  private int sweepAt = FIRST_SWEEP;
  private boolean released;
  private long releasedNanos;
  private boolean closed;

  /**
   * @param moot whether there is nothing left to do for a token; such tokens are swept out whenever
   *     the heap has doubled, so that it is bounded by those that are not
   */
  DueQueue(NanoClock clock, TokenQueue due, Predicate<Token> moot) {
    this.moot = moot;
    this.clock = clock;
    this.due = due;
    mover.setDaemon(true);
    mover.start();
  }

  /** By due time, and of those that are due at one time the oldest first. */
  private static int order(Token one, Token other) {
    // Differences, because the clock's origin is arbitrary and its values may wrap.
    int byDue = Long.signum(one.dueNanos() - other.dueNanos());
    return byDue != 0 ? byDue : Long.signum(one.issuedNanos() - other.issuedNanos());
  }

  /** Parks a token until its due time. Never blocks for long. */
  void add(Token token) {
    lock.lock();
    try {
      if (released) {
        hasten(token);
      }
      if (parked.size() >= sweepAt) {
        parked.removeIf(moot);
        sweepAt = Math.max(FIRST_SWEEP, 2 * parked.size());
      }
      parked.add(token);
      if (parked.peek() == token) {
        earlier.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes tokens that nobody has answered for due as soon as the outside party is done with them:
   * those that are parked, and those that come late for having been seen to be held back.
   *
   * @param nowNanos what they are due at if the outside party was done before
   */
  void release(long nowNanos) {
    lock.lock();
    try {
      released = true;
      releasedNanos = nowNanos;
      List<Token> all = new ArrayList<>(parked);
      all.forEach(this::hasten);
      // In their order each finds its place in the heap at once.
      all.sort(DueQueue::order);
      parked.clear();
      parked.addAll(all);
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
      return parked.size();
    } finally {
      lock.unlock();
    }
  }

  private void move() {
    try {
      Optional<Token> token = awaitDue();
      while (token.isPresent() && due.put(token.get())) {
        token = awaitDue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next token that is due; empty once closed. */
  private Optional<Token> awaitDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (closed) {
          return Optional.empty();
        }
        Token first = parked.peek();
        if (first == null) {
          earlier.await();
          continue;
        }
        long waitNanos = first.dueNanos() - clock.nanoTime();
        if (waitNanos <= 0) {
          return Optional.of(parked.remove());
        }
        earlier.awaitNanos(waitNanos);
      }
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
