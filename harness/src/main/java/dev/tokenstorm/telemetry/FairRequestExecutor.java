package dev.tokenstorm.telemetry;

import dev.tokenstorm.measurement.DaemonThreads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs requests on a bounded number of threads, so that slow clients cannot keep out quick ones.
 *
 * <p>A client that sends or reads slowly holds a thread for as long as no other request waits.
 * While one waits, a request may take one to two ticks of 250 ms. Requests that take longer are cut
 * off, the oldest first. Of those that wait, the newest is next: where many are stuck, it is the
 * likeliest to be quick. So a quick client gets its turn within two ticks, however many others are
 * stuck. Of more than {@value #MOST_IN_LINE} that wait, the oldest is cut off. Thread-safe.
 */
final class FairRequestExecutor implements Executor, AutoCloseable {
  /** Largest number of requests under way at one time. */
  static final int MAX_WAITING = 16;

  /** Largest number of requests that wait for a thread. */
  static final int MOST_IN_LINE = 256;

  private static final long TICK_MILLIS = 250;

  private final NewestFirst line = new NewestFirst();
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService ticks;
  private final ExecutorService cutter;

  /** Guarded by this object. */
  private final Deque<Turn> turns = new ArrayDeque<>();

  private static final class Turn {
    final Thread thread = Thread.currentThread();
    boolean sawTick;
  }

  /** Requests that wait; the one that came last is the first to be taken. */
  private static final class NewestFirst extends LinkedBlockingDeque<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable request) {
      return offerFirst(request);
    }
  }

  FairRequestExecutor(String name) {
    this(name, TICK_MILLIS);
  }

  /**
   * @param tickMillis time between two ticks, in milliseconds
   */
  FairRequestExecutor(String name, long tickMillis) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            MAX_WAITING,
            MAX_WAITING,
            0,
            TimeUnit.SECONDS,
            line,
            task -> daemon(task, name, number));
    ticks = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, name, number));
    cutter = Executors.newSingleThreadExecutor(task -> daemon(task, name, number));
    var unused =
        ticks.scheduleWithFixedDelay(this::tick, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task, String name, AtomicInteger number) {
    return DaemonThreads.of(name + "-" + number.incrementAndGet(), task);
  }

  @Override
  public void execute(Runnable exchange) {
    threads.execute(() -> take(exchange));
    while (line.size() > MOST_IN_LINE) {
      Runnable oldest = line.pollLast();
      if (oldest != null) {
        cutter.execute(() -> cutOff(oldest));
      }
    }
  }

  /** A thread that is interrupted can neither read nor write: its first try closes the channel. */
  private static void cutOff(Runnable request) {
    Thread.currentThread().interrupt();
    try {
      request.run();
    } finally {
      boolean unused = Thread.interrupted();
    }
  }

  private void take(Runnable exchange) {
    Turn turn = new Turn();
    synchronized (this) {
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

  /** Cuts off as many old requests as wait for a thread. */
  synchronized void tick() {
    int wanted = line.size() - (MAX_WAITING - turns.size());
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
    cutter.shutdownNow();
  }
}
