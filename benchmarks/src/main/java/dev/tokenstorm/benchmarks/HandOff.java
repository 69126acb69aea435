package dev.tokenstorm.benchmarks;

import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.Token;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpmcArrayQueue;

/** A bounded queue, as the benchmark sees it. Thread-safe. */
interface HandOff extends AutoCloseable {

  /** Adds a token if there is room now; returns whether it did. */
  boolean offer(Token token);

  /** Takes a token if there is one now; returns whether it did. */
  boolean poll();

  /**
   * Adds a token, waiting as users of this queue do. Returns false if the queue was closed, or
   * after a while.
   */
  boolean put(Token token) throws InterruptedException;

  /**
   * Takes a token, waiting as users of this queue do. Returns false if the queue was closed, or
   * after a while.
   */
  boolean take() throws InterruptedException;

  /** Releases the threads that wait. */
  @Override
  default void close() {}

  static HandOff of(String name, int capacity) {
    return switch (name) {
      case "TokenQueue" -> new Ours(new TokenQueue(capacity));
      case "MpmcArrayQueue" -> new Jctools(new MpmcArrayQueue<>(capacity));
      case "ArrayBlockingQueue" -> new Blocking(new ArrayBlockingQueue<>(capacity));
      case "LinkedBlockingQueue" -> new Blocking(new LinkedBlockingQueue<>(capacity));
      default -> throw new IllegalArgumentException("no queue named " + name);
    };
  }

  /** The harness's queue. */
  record Ours(TokenQueue queue) implements HandOff {
    @Override
    public boolean offer(Token token) {
      return queue.offer(token);
    }

    @Override
    public boolean poll() {
      return queue.poll() != null;
    }

    @Override
    public boolean put(Token token) throws InterruptedException {
      return queue.put(token);
    }

    @Override
    public boolean take() throws InterruptedException {
      return queue.take() != null;
    }

    @Override
    public void close() {
      queue.close();
    }
  }

  /** A queue of the JDK. */
  record Blocking(BlockingQueue<Token> queue) implements HandOff {
    private static final long WAIT_MILLIS = 10;

    @Override
    public boolean offer(Token token) {
      return queue.offer(token);
    }

    @Override
    public boolean poll() {
      return queue.poll() != null;
    }

    @Override
    public boolean put(Token token) throws InterruptedException {
      return queue.offer(token, WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean take() throws InterruptedException {
      return queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS) != null;
    }
  }

  /**
   * A queue of JCTools. It does not wait by itself: its users yield, and then sleep for longer and
   * longer times.
   */
  // Yielding is how users of this queue wait.
  @SuppressWarnings("ThreadPriorityCheck")
  record Jctools(MpmcArrayQueue<Token> queue) implements HandOff {
    private static final int YIELDS = 10;
    private static final long SHORTEST_NANOS = 1_000;
    private static final long LONGEST_NANOS = 1_000_000;

    @Override
    public boolean offer(Token token) {
      return queue.offer(token);
    }

    @Override
    public boolean poll() {
      return queue.poll() != null;
    }

    @Override
    public boolean put(Token token) {
      for (int idle = 0; idle < 2 * YIELDS; idle++) {
        if (queue.offer(token)) {
          return true;
        }
        idle(idle);
      }
      return false;
    }

    @Override
    public boolean take() {
      for (int idle = 0; idle < 2 * YIELDS; idle++) {
        if (queue.poll() != null) {
          return true;
        }
        idle(idle);
      }
      return false;
    }

    private static void idle(int idle) {
      if (idle < YIELDS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(Math.min(LONGEST_NANOS, SHORTEST_NANOS << (idle - YIELDS)));
      }
    }
  }
}
