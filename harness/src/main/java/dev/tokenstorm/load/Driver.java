package dev.tokenstorm.load;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ServerExecutions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Starts workflows from one thread, by asynchronous calls. In a closed loop a workflow starts when
 * another one closes. In an open loop workflows start at their intended times, whatever the target
 * does.
 */
public final class Driver {
  private static final long COUNTING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long COUNTED_AT_ONCE = 1 << 16;
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final LoadPlan load;
  private final Ledger ledger;
  private final LatencyRecorders latencies;
  private final Draws draws;
  private final ServerExecutions executions;
  private final NanoClock clock;
  private final Consumer<ExecutionEntry> doubted;
  private final InFlightPermits permits;
  private final StartPause pause = new StartPause();
  private final AtomicInteger startsUnderWay = new AtomicInteger();
  private volatile boolean stopped;
  private volatile boolean enough;
  private volatile boolean measuring;
  private volatile Duration missing = Duration.ZERO;

  /**
   * @param doubted takes a workflow whose start was not answered; must not block
   */
  public Driver(
      LoadPlan load,
      Draws draws,
      ServerExecutions executions,
      Ledger ledger,
      LatencyRecorders latencies,
      NanoClock clock,
      Consumer<ExecutionEntry> doubted) {
    this.load = load;
    this.draws = draws;
    this.executions = executions;
    this.ledger = ledger;
    this.latencies = latencies;
    this.clock = clock;
    this.doubted = doubted;
    this.permits = new InFlightPermits(places(load.arrivals()), clock);
  }

  private static InFlight places(LoadPlan.Arrivals arrivals) {
    return arrivals instanceof LoadPlan.ClosedLoop closed
        ? closed.places()
        : InFlight.constant(arrivals.inFlight());
  }

  /**
   * Starts all workflows of the plan, and returns when the last start was requested. If stopped
   * before, it tells the ledger how many planned workflows were not started.
   */
  public void run() throws InterruptedException {
    try {
      if (load.arrivals() instanceof LoadPlan.OpenLoop open) {
        runOpen(ArrivalSchedule.of(open, draws), open.inFlight());
      } else {
        runClosed();
      }
    } finally {
      stopped = true;
    }
  }

  private void runClosed() throws InterruptedException {
    long origin = clock.nanoTime();
    permits.begin(origin);
    long measuredFrom = origin + load.warmup().toNanos();
    long measured = 0;
    for (long n = 0; !stopped && !over(measured, measuredFrom); n++) {
      while (!permits.take()) {
        if (stopped || over(measured, measuredFrom)) {
          break;
        }
        // The measured phase begins on time, also while no permit is free. Otherwise it would begin
        // with the next workflow that closes.
        measuring = measuring || clock.nanoTime() - measuredFrom >= 0;
      }
      pause.await(() -> stopped);
      if (stopped || over(measured, measuredFrom)) {
        break;
      }
      long now = clock.nanoTime();
      measuring = measuring || now - measuredFrom >= 0;
      measured += measuring ? 1 : 0;
      start(ledger.starting(n, measuring, now, now));
    }
    if (!enough) {
      ledger.notReached(load.workflows().orElse(measured) - measured);
      missing = missing(measuredFrom - clock.nanoTime());
    }
  }

  /**
   * Returns how much of the planned measured phase is left.
   *
   * @param toMeasureNanos until the measured phase begins; negative once it has begun
   */
  private Duration missing(long toMeasureNanos) {
    return load.duration()
        .filter(length -> load.workflows().isEmpty())
        .map(length -> length.plusNanos(Math.min(0, toMeasureNanos)))
        .filter(left -> !left.isNegative())
        .orElse(Duration.ZERO);
  }

  private boolean over(long measured, long measuredFrom) {
    if (load.workflows().isPresent()) {
      return measured >= load.workflows().getAsLong();
    }
    long length = load.duration().map(Duration::toNanos).orElse(0L);
    return clock.nanoTime() - measuredFrom >= length;
  }

  private void runOpen(ArrivalSchedule schedule, int bound) throws InterruptedException {
    long origin = clock.nanoTime();
    long warmup = load.warmup().toNanos();
    long length = load.duration().map(Duration::toNanos).orElse(Long.MAX_VALUE - warmup);
    long most = load.workflows().orElse(Long.MAX_VALUE);
    long measured = 0;
    for (long n = 0; ; n++) {
      long offset = schedule.next();
      if (offset - warmup >= length || measured >= most) {
        // The phase lasts for its planned length, even if its last arrival comes earlier.
        long end = Math.min(offset, warmup + length);
        awaitMeasuring(origin + warmup);
        if (end != ArrivalSchedule.NEVER) {
          awaitMoment(origin + end);
        }
        return;
      }
      if (offset >= warmup) {
        awaitMeasuring(origin + warmup);
        measured++;
      }
      long intended = origin + offset;
      awaitMoment(intended);
      pause.await(() -> stopped);
      if (stopped) {
        ledger.notReached(enough ? 0 : 1 + remaining(schedule, most - measured, warmup + length));
        return;
      }
      if (ledger.inFlight() >= bound) {
        ledger.dropped();
        continue;
      }
      long now = clock.nanoTime();
      latencies.record(Latency.SCHEDULE_LAG, measuring, now - intended);
      start(ledger.starting(n, measuring, intended, now));
    }
  }

  private void awaitMeasuring(long measuredFrom) throws InterruptedException {
    if (!measuring) {
      awaitMoment(measuredFrom);
      measuring = !stopped;
    }
  }

  /**
   * Returns how many arrivals the schedule still has: at most {@code measured} measured ones, all
   * before {@code until}. They are counted one by one for half a second; the expected number stands
   * for the rest.
   */
  private long remaining(ArrivalSchedule schedule, long measured, long until) {
    long warmup = load.warmup().toNanos();
    long begun = clock.nanoTime();
    long arrivals = 0;
    for (long left = measured; left > 0; ) {
      long offset = schedule.next();
      if (offset >= until) {
        break;
      }
      arrivals++;
      left -= offset >= warmup ? 1 : 0;
      if (arrivals % COUNTED_AT_ONCE == 0 && clock.nanoTime() - begun > COUNTING_NANOS) {
        return arrivals + expected(offset, left, until);
      }
    }
    return arrivals;
  }

  private long expected(long offset, long measured, long until) {
    LoadPlan.OpenLoop open = (LoadPlan.OpenLoop) load.arrivals();
    double now = open.arrivals(Duration.ofNanos(offset));
    double ofWarmup = Math.max(0, open.arrivals(load.warmup()) - now);
    return Math.round(Math.min(open.arrivals(Duration.ofNanos(until)) - now, measured + ofWarmup));
  }

  private void awaitMoment(long nanos) throws InterruptedException {
    for (long left = nanos - clock.nanoTime();
        left > 0 && !stopped;
        left = nanos - clock.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, LONGEST_PARK_NANOS));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void start(ExecutionEntry entry) {
    startsUnderWay.incrementAndGet();
    executions.start(
        entry.number(),
        () -> {
          latencies.record(
              Latency.WORKFLOW_START, entry.measured(), clock.nanoTime() - entry.startNanos());
          ledger.started(entry);
          startsUnderWay.decrementAndGet();
        },
        status -> {
          if (Backoff.isTransient(status)) {
            doubted.accept(entry);
          } else {
            ledger.rejected(entry, "Its start was refused: " + status.getCode() + ".");
          }
          startsUnderWay.decrementAndGet();
        });
  }

  /**
   * Returns how many starts have no final answer yet, those between two attempts included.
   * Thread-safe.
   */
  public int startsUnderWay() {
    return startsUnderWay.get();
  }

  /**
   * Returns whether a free permit lets the driver start a workflow: only in a closed loop that is
   * not over.
   */
  public boolean wantsPlaces() {
    return !stopped && !load.arrivals().open();
  }

  /** Gives a permit of a closed loop back when a workflow has closed. Thread-safe. */
  public void free() {
    permits.free();
  }

  /** Returns whether the warm-up is over. */
  public boolean measuring() {
    return measuring;
  }

  /** Starts nothing until {@link #resume}, whatever is due. Thread-safe. */
  public void pause() {
    pause.begin();
  }

  /**
   * Starts what is due, and goes on. Thread-safe.
   *
   * @return whether a start waited
   */
  public boolean resume() {
    return pause.end();
  }

  /** Starts no more workflows, although the plan has more. Thread-safe. */
  public void stop() {
    stopped = true;
  }

  /** Starts no more workflows, because the aim of the plan is reached. Thread-safe. */
  public void enough() {
    enough = true;
    stopped = true;
  }

  /** Returns how much of its planned length a stopped closed loop did not run. */
  public Duration missing() {
    return missing;
  }
}
