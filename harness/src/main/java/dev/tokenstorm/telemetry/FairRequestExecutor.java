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
 * A bounded number of threads on which requests are read and answered. A client that sends or reads
 * slowly holds one for as long as nobody waits for it. While somebody does, a turn lasts one to two
 * ticks; whoever takes longer is cut off, in the order in which they came. So one who is quick gets
 * its turn, however many are stuck. Thread-safe.
 */
final class FairRequestExecutor implements Executor, AutoCloseable {
  /** The most that are under way at one time. */
  static final int MAX_WAITING = 16;

  private static final long TICK_MILLIS = 250;

  private final ExecutorService threads;
  private final ScheduledExecutorService ticks;

  // Both guarded by this.
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
        // What was meant for this turn must not strike the next.
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
        // An interrupt closes the channel that a stuck read or write waits for.
        turn.thread.interrupt();
      }
      turn.sawTick = true;
    }
  }

  /** Cuts off all. */
  @Override
  public void close() {
    ticks.shutdownNow();
    threads.shutdownNow();
  }
}
