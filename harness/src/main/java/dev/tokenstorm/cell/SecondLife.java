package dev.tokenstorm.cell;

import dev.tokenstorm.completion.CompletionScheduler;
import dev.tokenstorm.fault.FaultTimeline;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.JoinedIntervals;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.takeup.FirstLife;
import dev.tokenstorm.takeup.TakeUp;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The second life of a run that was killed. Nothing is started: what is open is adopted and
 * drained, what has closed is read, and both lives are balanced. For one thread.
 */
final class SecondLife implements AutoCloseable {
  /** How long records may take to be read without getting on; a listing may lag for a minute. */
  private static final Duration RECORDS_PROGRESS = Duration.ofSeconds(90);

  /** Longer than one attempt of a question may take. */
  private static final Duration LAST_QUESTIONS = Duration.ofSeconds(12);

  private final CellParts parts;
  private final RunControls controls;
  private final Leftovers left;
  private final JoinedIntervals joined;
  private final Intervals intervals;
  private final WatchfulWait wait;
  private final TakeUp takeUp;
  private int handedOver;
  private int cancellations;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(DaemonThreads.factory("second-life"));

  /**
   * @param sink takes the intervals of this life, as those of the whole run
   */
  SecondLife(CellParts parts, RunControls controls, Leftovers left, Consumer<Interval> sink) {
    this.parts = parts;
    this.controls = controls;
    this.left = left;
    this.joined =
        new JoinedIntervals(left.killed(), left.takenUpAt(), left.recorder().andThen(sink));
    this.intervals =
        new Intervals(
            parts.clock(),
            parts.readings(),
            parts.latencies(),
            parts.polls(),
            parts.rpcStatuses(),
            FaultTimeline.none(),
            joined);
    this.wait = new WatchfulWait(parts, intervals, controls.end());
    this.takeUp =
        TakeUp.of(
            new FirstLife(
                left.killed().counts(),
                FirstLife.measuredFrom(left.killed().startedAt(), parts.plan().load().warmup()),
                parts.plan().completion().by()),
            left.workload(),
            left.executions(),
            parts.ledger(),
            left.findings(),
            parts.clock());
  }

  /**
   * Lives it.
   *
   * @throws StatusRuntimeException when the server refuses to tell what it has
   * @throws TargetException when the target is lost; the run can then be taken up again
   */
  RunResult live() throws InterruptedException {
    LivesEnd end = new LivesEnd(parts, controls.end(), left, joined);
    intervals.start(Phase.DRAIN);
    if (!await(thread.submit(task(takeUp::adoptOpen)))) {
      throw end.early();
    }
    joined.countFrom(parts.ledger().counts());
    parts.worker().start();
    parts.pool().start();
    handOver();
    long deadline = parts.clock().nanoTime() + parts.plan().load().drainTimeout().toNanos();
    controls.retries().noLaterThan(deadline);
    Future<?> reading = thread.submit(task(takeUp::readClosed));
    wait.until(
        () -> parts.readings().quiet() || controls.grace().drainOver(),
        parts.plan().load().drainTimeout());
    intervals.finish();
    boolean read = awaitRecords(reading);
    // A listing may have had some late.
    handOver();
    boolean answered = new FinalSettlement(parts, controls, wait).settle(deadline);
    if (read && controls.end().goesOn()) {
      var unused = await(thread.submit(task(takeUp::recount)));
    }
    return end.result(takeUp, answered);
  }

  /**
   * Gives what was found since the last time to the completers, and asks again for cancellations
   * that may not have been asked for.
   */
  private void handOver() {
    CompletionScheduler scheduler = parts.scheduler();
    List<Token> found = takeUp.found();
    found.subList(handedOver, found.size()).forEach(scheduler::acceptLate);
    handedOver = found.size();
    List<ExecutionEntry> cancelled = takeUp.cancelled();
    cancelled
        .subList(cancellations, cancelled.size())
        .forEach(entry -> parts.executions().cancel(entry.number()));
    cancellations = cancelled.size();
  }

  /** Something that waits for the server. */
  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  private static Callable<Boolean> task(Step step) {
    return () -> {
      step.run();
      return true;
    };
  }

  /** Waits for a step, as long as there is time; whether it came to its end. */
  private boolean await(Future<?> step) throws InterruptedException {
    wait.until(() -> step.isDone() || controls.grace().over());
    if (!step.isDone()) {
      takeUp.stop();
      return false;
    }
    check(step);
    return true;
  }

  /** Waits for as long as records are read; whether all were. */
  private boolean awaitRecords(Future<?> reading) throws InterruptedException {
    long before;
    do {
      before = takeUp.looked();
      wait.until(() -> reading.isDone() || controls.grace().over(), RECORDS_PROGRESS);
    } while (!reading.isDone()
        && controls.end().goesOn()
        && !controls.grace().over()
        && takeUp.looked() > before);
    if (reading.isDone()) {
      check(reading);
      return true;
    }
    takeUp.stop();
    wait.until(() -> reading.isDone() || controls.grace().over(), LAST_QUESTIONS);
    return reading.isDone() && wentWell(reading);
  }

  /** A question that fails once reading was stopped is no refusal. */
  private static boolean wentWell(Future<?> stopped) throws InterruptedException {
    try {
      check(stopped);
      return true;
    } catch (StatusRuntimeException givenUp) {
      return false;
    }
  }

  private static void check(Future<?> step) throws InterruptedException {
    try {
      var unused = step.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StatusRuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("What was left cannot be taken up", e.getCause());
    }
  }

  @Override
  public void close() {
    takeUp.close();
    thread.shutdownNow();
    intervals.close();
  }
}
