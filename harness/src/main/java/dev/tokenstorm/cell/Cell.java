package dev.tokenstorm.cell;

import dev.tokenstorm.fault.FaultActor;
import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.fault.FaultTimeline;
import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.recovery.FaultCosts;
import dev.tokenstorm.recovery.FaultSpan;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Ending.How;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One driver, one worker, one token queue and one completer pool, against one target. {@link #run}
 * is called once; {@link #stop}, {@link #interrupt}, {@link #abort} and the readings may be called
 * from any thread.
 */
public final class Cell {
  private final CellParts parts;
  private final CellReadings readings;
  private final RunControls controls;

  public Cell(
      RunPlan plan,
      Target target,
      RpcStatuses rpcStatuses,
      ReplyWatch replies,
      Findings findings,
      NanoClock clock) {
    this(plan, Workloads.of(plan), target, rpcStatuses, replies, findings, clock);
  }

  /**
   * Wires a cell for a workload of the caller's.
   *
   * @param workload what it starts, which need not be the one that the plan describes
   */
  public Cell(
      RunPlan plan,
      Workload workload,
      Target target,
      RpcStatuses rpcStatuses,
      ReplyWatch replies,
      Findings findings,
      NanoClock clock) {
    this(
        CellParts.assemble(
            plan,
            workload,
            target,
            rpcStatuses,
            replies,
            findings,
            clock,
            CellParts.Overrides.NONE));
  }

  Cell(CellParts parts) {
    this.parts = parts;
    this.readings = parts.readings();
    this.controls = RunControls.of(parts);
  }

  /** What the ledger counts. */
  public LedgerCounts counts() {
    return readings.counts();
  }

  /** What the cell holds. */
  public CellGauges gauges() {
    return readings.gauges();
  }

  /** Returns who pauses the load when a fault says so. */
  public FaultActor pauses() {
    return new GeneratorPause(parts.driver(), parts.queue(), parts.clock());
  }

  /** Returns who loses the worker when a fault says so; empty where none does. */
  public Optional<FaultActor> workerLoss() {
    return parts.worker() instanceof LosableWorker losable
        ? Optional.of(losable)
        : Optional.empty();
  }

  /** Starts nothing more, and drains, because the user wants it so. */
  public void interrupt() {
    stop(new Ending(How.INTERRUPTED, "It was interrupted, and drained."));
  }

  /**
   * The same, because the system wants it so.
   *
   * @param within how long the drain, and the terminations that follow it, may take together
   */
  public void interrupt(Duration within) {
    controls.grace().begin(within);
    controls.grace().drainEndNanos().ifPresent(controls.retries()::noLaterThan);
    interrupt();
  }

  /**
   * Starts nothing more, and drains.
   *
   * @param ending how the run then ends, unless the user interrupts it as well
   */
  public void stop(Ending ending) {
    controls.end().stop(ending);
  }

  /** Stops waiting for anything. */
  public void abort() {
    controls.end().abort();
    interrupt();
  }

  /**
   * Runs the plan; the cell moves on from phase to phase when it is ready.
   *
   * @param sink takes each interval, on this thread
   * @throws InterruptedException when this thread is interrupted; the cell is then closed
   */
  public RunResult run(RunFacts facts, Consumer<Interval> sink) throws InterruptedException {
    return run(facts, sink, PhaseMover.WHEN_READY, FaultTimeline.none());
  }

  /**
   * Runs the plan.
   *
   * @param sink takes each interval, on this thread
   * @param mover moves the cell on from phase to phase
   * @param faults go by the run's clock, and are over with the drain
   * @throws InterruptedException when this thread is interrupted; the cell is then closed
   */
  public RunResult run(
      RunFacts facts, Consumer<Interval> sink, PhaseMover mover, FaultTimeline faults)
      throws InterruptedException {
    RunRecorder recorder = new RunRecorder(facts);
    try (faults;
        Intervals intervals =
            new Intervals(
                parts.clock(),
                readings,
                parts.latencies(),
                parts.polls(),
                parts.rpcStatuses(),
                faults,
                recorder.andThen(sink))) {
      WatchfulWait wait = new WatchfulWait(parts, intervals, controls.end());
      parts.operators().ifPresent(OperatorDesk::start);
      parts.worker().start();
      parts.pool().start();
      long drainEndNanos = new PhaseScript(parts, controls, intervals, wait, mover, faults).play();
      boolean answered = new FinalSettlement(parts, controls, wait).settle(drainEndNanos);
      return recorder
          .finish(
              controls
                  .end()
                  .ending(answered)
                  .missing(parts.driver().missing())
                  .unseen(parts.waits().unseen()),
              parts.ledger().report(),
              parts.rpcStatuses().snapshot(),
              parts.rpcStatuses().cutPolls())
          .with(faults.windows(), costs(facts.plan().faults(), faults.windows()));
    } finally {
      close();
    }
  }

  /**
   * Goes on with a run that was killed: starts nothing, and brings to its end what was left.
   *
   * @param sink takes each interval, on this thread
   * @throws io.grpc.StatusRuntimeException when the server refuses to tell what it has
   * @throws dev.tokenstorm.server.TargetException when the target is lost
   * @throws InterruptedException when this thread is interrupted; the cell is then closed
   */
  public RunResult takeUp(Leftovers left, Consumer<Interval> sink) throws InterruptedException {
    try (SecondLife life = new SecondLife(parts, controls, left, sink)) {
      return life.live();
    } finally {
      close();
    }
  }

  /** What the faults cost that happened; nothing is known before doubtful tokens are settled. */
  private List<FaultCost> costs(FaultPlan plan, List<FaultWindow> windows) {
    List<FaultSpan> spans =
        windows.stream().filter(FaultWindow::happened).map(window -> span(plan, window)).toList();
    return parts.steps().map(recorder -> FaultCosts.of(recorder.series(), spans)).orElse(List.of());
  }

  private static FaultSpan span(FaultPlan plan, FaultWindow fault) {
    return new FaultSpan(
        fault.number(),
        fault.beginNanos(),
        fault.endNanos(),
        plan.kind(fault.number()).failsLater());
  }

  /** Closes a cell that is never run. */
  public void dismiss() {
    close();
  }

  private void close() {
    parts.driver().stop();
    parts.waits().close();
    parts.scheduler().close();
    try {
      endPauses();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.retrier().close();
    try {
      controls.worker().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.auditor().close();
  }

  /** A run that was cut short by an exception has pauses that nobody has ended. */
  private void endPauses() throws InterruptedException {
    if (parts.operators().isPresent()) {
      try (OperatorDesk desk = parts.operators().get()) {
        desk.end(FinalSettlement.LAST_UNPAUSES);
      }
    }
  }
}
