package dev.tokenstorm.load;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ServerExecutions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Starts workflows from one thread, by asynchronous calls. In a closed loop a workflow starts when
 * another one closes. In an open loop workflows start at their intended times, whatever the target
 * does.
 */
public final class Driver {
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
  private volatile BooleanSupplier permission = () -> true;
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
   * Starts nothing more once this is no longer so. It is asked before each start, on the thread
   * that starts.
   */
  public void startWhile(BooleanSupplier allowed) {
    permission = allowed;
  }

  private boolean startsOver() {
    if (!stopped && !permission.getAsBoolean()) {
      stopped = true;
    }
    return stopped;
  }

  /**
   * Starts all workflows of the plan, and returns when the last start was requested. If stopped
   * before, it tells the ledger how many planned workflows were not started.
   */
  public void run() throws InterruptedException {
    try {
      if (load.arrivals() instanceof LoadPlan.OpenLoop open) {
        runOpen(open);
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
    Share share = load.share();
    for (long n = share.index();
        !stopped && !over(measured, measuredFrom);
        n += share.count()) {
      while (!permits.take()) {
        if (stopped || over(measured, measuredFrom)) {
          break;
        }
        // The measured phase begins on time, also while no permit is free. Otherwise it would begin
        // with the next workflow that closes.
        measuring = measuring || clock.nanoTime() - measuredFrom >= 0;
      }
      pause.await(() -> stopped);
      if (startsOver() || over(measured, measuredFrom)) {
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

  private void runOpen(LoadPlan.OpenLoop open) throws InterruptedException {
    PlannedArrivals arrivals = new PlannedArrivals(load, open, draws);
    long origin = clock.nanoTime();
    long measuredFrom = origin + load.warmup().toNanos();
    while (arrivals.next()) {
      if (arrivals.measured()) {
        awaitMeasuring(measuredFrom);
      }
      long intended = origin + arrivals.nanos();
      awaitMoment(intended);
      pause.await(() -> stopped);
      if (startsOver()) {
        ledger.notReached(enough ? 0 : 1 + arrivals.remaining(clock));
        return;
      }
      if (ledger.inFlight() >= open.inFlight()) {
        ledger.dropped();
        continue;
      }
      long now = clock.nanoTime();
      latencies.record(Latency.SCHEDULE_LAG, measuring, now - intended);
      start(ledger.starting(arrivals.number(), measuring, intended, now));
    }
    awaitMeasuring(measuredFrom);
    if (arrivals.endNanos() != ArrivalSchedule.NEVER) {
      awaitMoment(origin + arrivals.endNanos());
    }
  }

  private void awaitMeasuring(long measuredFrom) throws InterruptedException {
    if (!measuring) {
      awaitMoment(measuredFrom);
      measuring = !stopped;
    }
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
