package dev.tokenstorm.telemetry;

import dev.tokenstorm.measurement.DaemonThreads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs requests on a bounded number of threads, so that slow clients cannot keep out quick ones.
 *
 * <p>A client that sends or reads slowly holds a thread for as long as no other request waits.
 * While one waits, a request may take one to two ticks of 250 ms. Requests that take longer are cut
 * off, the oldest first. So a quick client gets its turn, however many others are stuck.
 * Thread-safe.
 */
final class FairRequestExecutor implements Executor, AutoCloseable {
  /** Largest number of requests under way at one time. */
  static final int MAX_WAITING = 16;

  private static final long TICK_MILLIS = 250;

  private final ExecutorService threads;
  private final ScheduledExecutorService ticks;

  /** Guarded by this object. */
  private final Deque<Turn> turns = new ArrayDeque<>();
  private int waiting;

  private static final class Turn {
    final Thread thread = Thread.currentThread();
    boolean sawTick;
  }

  FairRequestExecutor(String name) {
    AtomicInteger number = new AtomicInteger();
    threads = Executors.newFixedThreadPool(MAX_WAITING, task -> daemon(task, name, number));
    ticks = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, name, number));
    var unused =
        ticks.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task, String name, AtomicInteger number) {
    return DaemonThreads.of(name + "-" + number.incrementAndGet(), task);
  }

  @Override
  public void execute(Runnable exchange) {
    synchronized (this) {
      waiting++;
    }
    threads.execute(() -> take(exchange));
  }

  private void take(Runnable exchange) {
    Turn turn = new Turn();
    synchronized (this) {
      waiting--;
      turns.addLast(turn);
    }
    try {
      exchange.run();
    } finally {
      synchronized (this) {
        turns.remove(turn);
        // An interrupt that was meant for this request must not hit the next one.
        boolean unused = Thread.interrupted();
      }
    }
  }

  private synchronized void tick() {
    int wanted = waiting - (MAX_WAITING - turns.size());
    for (Iterator<Turn> each = turns.iterator(); each.hasNext(); ) {
      Turn turn = each.next();
      if (turn.sawTick && wanted > 0) {
        wanted--;
        each.remove();
        // An interrupt closes the channel on which the thread is stuck in a read or write.
        turn.thread.interrupt();
      }
      turn.sawTick = true;
    }
  }

  /** Cuts off all requests. */
  @Override
  public void close() {
    ticks.shutdownNow();
    threads.shutdownNow();
  }
}
