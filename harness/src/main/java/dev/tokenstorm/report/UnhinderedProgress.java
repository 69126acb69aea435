package dev.tokenstorm.report;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.result.Interval;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Shows progress on a thread of its own, so that output that nobody reads does not hold up the run.
 * Intervals that arrive while the thread is stuck are skipped.
 */
final class UnhinderedProgress implements Progress {
  private static final int MAX_WAITING = 16;
  private static final long LONGEST_CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private final Progress shown;
  private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread thread;
  private volatile boolean closed;

  UnhinderedProgress(Progress shown) {
    this.shown = shown;
    this.thread = DaemonThreads.of("progress", this::show);
    thread.start();
  }

  private void show() {
    try {
      while (!closed || !waiting.isEmpty()) {
        waiting.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void accept(Interval interval) {
    var unused = waiting.offer(() -> shown.accept(interval));
  }

  @Override
  public void say(Runnable print) {
    shown.say(print);
  }

  /** Waits a moment for the last output, and gives it up if nobody reads it. */
  @Override
  public void close() {
    closed = true;
    var unused = waiting.offer(shown::close);
    try {
      thread.join(LONGEST_CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
