package dev.tokenstorm.benchmarks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A bounded queue as the benchmark sees it. Both ends wait, though not for ever, or an iteration
 * whose other half has stopped would not end.
 */
interface HandOver {
  /** How long either end waits. */
  long WAIT_MILLIS = 10;

  /** Hands over one item; false when the queue stayed full. */
  boolean offer(Object item) throws InterruptedException;

  /** Takes one item; false when the queue stayed empty. */
  boolean take() throws InterruptedException;

  /** The JDK's queue of that kind, the baseline. */
  static HandOver arrayBlockingQueue(int capacity) {
    BlockingQueue<Object> queue = new ArrayBlockingQueue<>(capacity);
    return new HandOver() {
      @Override
      public boolean offer(Object item) throws InterruptedException {
        return queue.offer(item, WAIT_MILLIS, TimeUnit.MILLISECONDS);
      }

      @Override
      public boolean take() throws InterruptedException {
        return queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS) != null;
      }
    };
  }
}
