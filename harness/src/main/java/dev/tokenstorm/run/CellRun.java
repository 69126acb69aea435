package dev.tokenstorm.run;

import dev.tokenstorm.bottleneck.Bottlenecks;
import dev.tokenstorm.bottleneck.ServerSignals;
import dev.tokenstorm.bottleneck.ServerWatch;
import dev.tokenstorm.cell.Cell;
import dev.tokenstorm.cell.Leftovers;
import dev.tokenstorm.cell.OpenedParts;
import dev.tokenstorm.cell.PhaseMover;
import dev.tokenstorm.fault.CommandActor;
import dev.tokenstorm.fault.FaultActors;
import dev.tokenstorm.fault.FaultPlace;
import dev.tokenstorm.fault.FaultTimeline;
import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.report.ProgressGoal;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.VerdictRecord;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.telemetry.RunSources;
import dev.tokenstorm.verdict.AbortWatch;
import dev.tokenstorm.workload.Workload;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One plan carried out by one cell: its files, metrics and live page see all intervals. */
final class CellRun implements AutoCloseable, Interruptible {
  private static final Duration LONGEST_UNDO_AFTER_ABORT = Duration.ofSeconds(5);

  private final RunFacts facts;
  private final Exposure exposure;
  private final ResultKeeper keeper;
  private final Cell cell;
  private final Shape shape;
  private final Direction direction;
  private final ServerWatch server;
  private volatile boolean over;
  private volatile boolean kept;

  /**
   * What acts on the cell from outside.
   *
   * @param ownServer acts on the server; empty where the run has not started it
   * @param second life of a run that was killed; empty for a run that begins
   */
  private record Direction(
      PhaseMover mover,
      FaultTimeline faults,
      Optional<ServerFaults> ownServer,
      Optional<SecondStart> second) {}

  /** What a second life begins with, and the target that explains its refusals. */
  private record SecondStart(Leftovers left, Target target) {}

  private CellRun(
      RunFacts facts,
      Exposure exposure,
      ResultKeeper keeper,
      Cell cell,
      Shape shape,
      Direction direction,
      ServerWatch server) {
    this.facts = facts;
    this.exposure = exposure;
    this.keeper = keeper;
    this.cell = cell;
    this.shape = shape;
    this.direction = direction;
    this.server = server;
  }

  /**
   * Makes the cell, and lets its metrics and its live page know it.
   *
   * @param keeper is closed with the run, or if there is none
   * @param mover moves the cell on from phase to phase
   * @param taken the run that was killed; empty for one that begins
   */
  static CellRun open(
      RunFacts facts,
      Workload workload,
      TargetConnection connection,
      Exposure exposure,
      ResultKeeper keeper,
      PhaseMover mover,
      Optional<TakenRun> taken) {
    try (OpenedParts opened = new OpenedParts()) {
      return opened.kept(
          make(
              opened,
              facts,
              workload,
              connection,
              exposure,
              opened.opened(keeper, ResultKeeper::close),
              mover,
              taken));
    }
  }

  private static CellRun make(
      OpenedParts opened,
      RunFacts facts,
      Workload workload,
      TargetConnection connection,
      Exposure exposure,
      ResultKeeper keeper,
      PhaseMover mover,
      Optional<TakenRun> taken) {
    RunPlan plan = facts.plan();
    Optional<SecondStart> second =
        taken.map(run -> new SecondStart(run.leftovers(keeper.findings()), connection.target()));
    Cell cell =
        opened.opened(
            new Cell(
                plan,
                workload,
                connection.target(),
                connection.statuses(),
                connection.replies(),
                keeper.findings(),
                NanoClock.SYSTEM),
            Cell::dismiss);
    exposure.live().begin(facts, PlanYaml.write(plan), ProgressGoal.of(plan));
    exposure
        .telemetry()
        .harness()
        .observe(new RunSources(cell::counts, cell::gauges, connection.statuses()::snapshot));
    ServerWatch server =
        opened.opened(
            ServerWatch.start(plan.serverMetrics(), plan.target().taskQueue(), NanoClock.SYSTEM),
            ServerWatch::close);
    Optional<ServerFaults> ownServer =
        connection
            .target()
            .devServer()
            .map(
                devServer ->
                    opened.opened(
                        new ServerFaults(devServer, keeper.undo(), NanoClock.SYSTEM),
                        ServerFaults::close));
    CommandActor commands =
        new CommandActor(
            plan.faults(), keeper.folder(), System.getenv(), keeper.undo(), NanoClock.SYSTEM);
    FaultActors ours =
        FaultActors.NONE
            .with(FaultPlace.GENERATOR, cell.pauses())
            .with(FaultPlace.COMMAND, commands);
    FaultActors others =
        cell.workerLoss().map(actor -> ours.with(FaultPlace.WORKER, actor)).orElse(ours);
    FaultActors actors =
        ownServer.map(actor -> others.with(FaultPlace.SERVER, actor)).orElse(others);
    FaultTimeline faults = connection.faults(plan.faults(), actors, NanoClock.SYSTEM);
    Direction direction = new Direction(mover, faults, ownServer, second);
    return new CellRun(facts, exposure, keeper, cell, workload.shape(), direction, server);
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
    Optional<AbortWatch> abort =
        direction.second.isPresent() ? Optional.empty() : AbortWatch.of(facts, this::stop);
    RunResult result =
        live(
            interval -> {
              keeper.accept(interval);
              server.accept(interval);
              exposure
                  .telemetry()
                  .harness()
                  .record(interval.phase(), interval.latencies(), interval.process());
              exposure.telemetry().harness().faultsGoOn(interval.faults());
              also.accept(interval);
              abort.ifPresent(watch -> watch.accept(interval));
              if (exposure.address().isPresent()) {
                exposure.live().accept(interval);
              }
            });
    over = true;
    exposure.telemetry().harness().recovered(recoveries(result));
    return result;
  }

  private RunResult live(Consumer<Interval> sink) throws InterruptedException {
    if (direction.second.isEmpty()) {
      return cell.run(facts, sink, direction.mover, direction.faults);
    }
    SecondStart second = direction.second.get();
    try {
      return cell.takeUp(second.left(), sink);
    } catch (StatusRuntimeException refused) {
      throw TakenRun.explain(second.target(), refused);
    }
  }

  private static Map<String, Double> recoveries(RunResult result) {
    Map<String, Double> seconds = new HashMap<>();
    for (FaultWindow fault : result.faults()) {
      result
          .cost(fault)
          .map(FaultCost::recovery)
          .filter(recovery -> recovery.nanos().isPresent())
          .ifPresent(
              recovery ->
                  seconds.put(fault.text(), Nanos.toSeconds(recovery.nanos().orElseThrow())));
    }
    return seconds;
  }

  /** Starts nothing more, drains, and ends so. */
  void stop(Ending ending) {
    direction.faults.stop();
    cell.stop(ending);
  }

  /** Ends the run after its drain; once it is over, ends what is waited for. */
  @Override
  public void interrupt() {
    direction.faults.stop();
    cell.interrupt();
    if (over) {
      server.abandon();
    }
  }

  @Override
  public void interrupt(Duration grace) {
    // As long as the drain may take: results must be written, whatever an undo does.
    direction.faults.stop(grace.dividedBy(2));
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
    // The result names an undo that is left.
    direction.faults.stop(LONGEST_UNDO_AFTER_ABORT);
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
    direction.ownServer.ifPresent(ServerFaults::close);
    keeper.close();
  }
}
