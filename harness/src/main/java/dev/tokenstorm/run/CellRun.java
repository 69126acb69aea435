package dev.tokenstorm.run;

import dev.tokenstorm.bottleneck.Bottlenecks;
import dev.tokenstorm.bottleneck.ServerSignals;
import dev.tokenstorm.bottleneck.ServerWatch;
import dev.tokenstorm.cell.Cell;
import dev.tokenstorm.cell.PhaseMover;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.report.ProgressGoal;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.VerdictRecord;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.telemetry.RunSources;
import dev.tokenstorm.verdict.AbortWatch;
import dev.tokenstorm.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One plan carried out by one cell: its files, metrics and live page see all intervals. */
final class CellRun implements AutoCloseable, Interruptible {
  private final RunFacts facts;
  private final Exposure exposure;
  private final ResultKeeper keeper;
  private final Cell cell;
  private final Shape shape;
  private final PhaseMover mover;
  private final ServerWatch server;
  private volatile boolean over;
  private volatile boolean kept;

  private CellRun(
      RunFacts facts,
      Exposure exposure,
      ResultKeeper keeper,
      Cell cell,
      Shape shape,
      PhaseMover mover,
      ServerWatch server) {
    this.facts = facts;
    this.exposure = exposure;
    this.keeper = keeper;
    this.cell = cell;
    this.shape = shape;
    this.mover = mover;
    this.server = server;
  }

  /**
   * Makes the cell, and lets its metrics and its live page know it.
   *
   * @param keeper is closed with the run, or if there is none
   * @param mover moves the cell on from phase to phase
   */
  static CellRun open(
      RunFacts facts,
      Workload workload,
      TargetConnection connection,
      Exposure exposure,
      ResultKeeper keeper,
      PhaseMover mover) {
    RunPlan plan = facts.plan();
    Cell cell =
        new Cell(
            plan,
            workload,
            connection.target(),
            connection.statuses(),
            connection.replies(),
            keeper.findings(),
            NanoClock.SYSTEM);
    exposure.live().begin(facts, PlanYaml.write(plan), ProgressGoal.of(plan));
    exposure
        .telemetry()
        .harness()
        .observe(new RunSources(cell::counts, cell::gauges, connection.statuses()::snapshot));
    ServerWatch server =
        ServerWatch.start(plan.serverMetrics(), plan.target().taskQueue(), NanoClock.SYSTEM);
    return new CellRun(facts, exposure, keeper, cell, workload.shape(), mover, server);
  }

  RunFacts facts() {
    return facts;
  }

  Optional<Path> folder() {
    return keeper.folder();
  }

  /** What the ledger counts. */
  LedgerCounts counts() {
    return cell.counts();
  }

  /**
   * Runs to the end.
   *
   * @param also takes each interval, on this thread
   */
  RunResult run(Consumer<Interval> also) throws InterruptedException {
    Optional<AbortWatch> abort = AbortWatch.of(facts, cell::stop);
    RunResult result =
        cell.run(
            facts,
            interval -> {
              keeper.accept(interval);
              server.accept(interval);
              exposure
                  .telemetry()
                  .harness()
                  .record(interval.phase(), interval.latencies(), interval.process());
              also.accept(interval);
              abort.ifPresent(watch -> watch.accept(interval));
              if (exposure.address().isPresent()) {
                exposure.live().accept(interval);
              }
            },
            mover);
    over = true;
    return result;
  }

  /** Starts nothing more, drains, and ends so. */
  void stop(Ending ending) {
    cell.stop(ending);
  }

  /** Ends the run after its drain; once it is over, ends what is waited for. */
  @Override
  public void interrupt() {
    cell.interrupt();
    if (over) {
      server.abandon();
    }
  }

  @Override
  public void interrupt(Duration grace) {
    cell.interrupt(grace);
    if (over) {
      server.abandon();
    }
  }

  @Override
  public boolean writing() {
    return over && !kept;
  }

  @Override
  public void graceOver() {
    server.abandon();
  }

  /** Ends the run, and whatever is waited for. */
  @Override
  public void abort() {
    cell.abort();
    server.abandon();
  }

  /**
   * What bound the run.
   *
   * @param gaps is told, in a sentence each, of what the server's metrics did not tell
   */
  List<Bottleneck> bottlenecks(RunResult result, Consumer<String> gaps)
      throws InterruptedException {
    Optional<ServerSignals> signals = server.signals();
    server.gaps().forEach(gaps);
    return Bottlenecks.of(result, shape, signals);
  }

  /** Keeps what the run found out. */
  ResultKeeper.Kept keep(RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    ResultKeeper.Kept all = keeper.keep(result, judgement, bottlenecks);
    kept = true;
    return all;
  }

  @Override
  public void close() {
    server.close();
    keeper.close();
  }
}
