package dev.tokenstorm.run;

import dev.tokenstorm.cell.OpenedParts;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.plan.FaultOutlook;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.telemetry.MetricsPush;
import dev.tokenstorm.verdict.Verdict;
import dev.tokenstorm.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries out one plan from its first check to its last file, for whoever wants it: the same steps
 * in the same order at a terminal, in a search, in a benchmark and in a test. {@link #run} is
 * called once; all else may be called from any thread, at any time.
 */
public final class RunExecution extends InterruptibleWork {
  /** A process has ended 5 s after its grace, and what it prints needs a part of them. */
  private static final Duration PUSH_AFTER_GRACE = Duration.ofSeconds(3);

  private final RunPlan plan;

  /** The plan's settings, also those that a run that is taken up does not go by. */
  private final Map<String, Object> settings;

  private final Workload workload;
  private final Connections connections;
  private final RunContext context;
  private Optional<CellRun> cell = Optional.empty();
  private Optional<Ending> stopped = Optional.empty();

  /** On the target that the plan names, which is started or reached for this run alone. */
  public RunExecution(RunPlan plan, RunContext context) {
    this(plan, new OwnTarget(carriedOut(plan, context), context.killed().isEmpty()), context);
  }

  private static RunPlan carriedOut(RunPlan plan, RunContext context) {
    return context.killed().isPresent() ? plan.ofWhatIsLeft() : plan;
  }

  RunExecution(RunPlan plan, Connections connections, RunContext context) {
    this.plan = carriedOut(plan, context);
    this.settings = PlanYaml.settings(plan);
    this.workload = context.workloads().apply(plan);
    this.connections = connections;
    this.context = context;
  }

  /**
   * Runs to the end.
   *
   * @throws dev.tokenstorm.text.UsageException if the plan cannot be carried out here
   * @throws dev.tokenstorm.server.TargetException if the target cannot be used
   * @throws InterruptedException when this thread is interrupted; all is then closed
   */
  public RunOutcome run(RunListener listener) throws InterruptedException {
    return run(listener, interval -> {});
  }

  /**
   * The same.
   *
   * @param also takes each interval, on this thread
   */
  public RunOutcome run(RunListener listener, Consumer<Interval> also) throws InterruptedException {
    VerdictFiles verdicts =
        VerdictFiles.begin(
            context.keepsFiles() ? plan.output().reports() : Map.of(),
            plan.runId(),
            context.wallClock().instant());
    try {
      return run(verdicts, listener, also);
    } catch (RuntimeException e) {
      verdicts.refused(e).ifPresent(listener::note);
      throw e;
    }
  }

  /**
   * The same.
   *
   * @param reports the files of {@code --report}; whoever has begun them lets them tell why there
   *     is no verdict, if this throws
   */
  public RunOutcome run(VerdictFiles reports, RunListener listener) throws InterruptedException {
    return run(reports, listener, interval -> {});
  }

  private RunOutcome run(VerdictFiles verdicts, RunListener listener, Consumer<Interval> also)
      throws InterruptedException {
    Preflight.check(plan, workload);
    connections.warnings().forEach(listener::note);
    FaultOutlook.warnings(plan).forEach(listener::note);
    try (Exposure exposure = Exposure.of(plan, context, listener::note)) {
      exposure.address().ifPresent(listener::exposed);
      RunOutcome outcome = open(exposure, verdicts, listener, also);
      exposure.telemetry().close();
      if (exposure.address().isPresent()) {
        // The last values stay up for a while, unless somebody wants the end.
        interrupts.rest(plan.output().linger());
      }
      return outcome;
    }
  }

  private RunOutcome open(
      Exposure exposure, VerdictFiles verdicts, RunListener listener, Consumer<Interval> also)
      throws InterruptedException {
    try (TargetConnection connection = connect(exposure, listener);
        CellRun opened = open(connection, exposure, listener)) {
      exposure.beginPush();
      begin(opened);
      try {
        return carryOut(opened, exposure, verdicts, listener, also);
      } catch (RuntimeException e) {
        finishPush(exposure, listener, e);
        throw e;
      } finally {
        connection.proxyFailure().ifPresent(listener::note);
      }
    } finally {
      interrupts.end();
    }
  }

  private CellRun open(TargetConnection connection, Exposure exposure, RunListener listener)
      throws InterruptedException {
    // Before the folder is made, or a signal in between would leave it behind without a result.
    listener.connected(plan);
    Target target = connection.target();
    RunFacts facts =
        new RunFacts(
            plan,
            settings,
            context.killed().map(KilledRun::startedAt).orElseGet(context.wallClock()::instant),
            target.info(),
            Host.current(VirtualThreads.available()));
    Optional<TakenRun> taken = takenUp(target, facts);
    ResultKeeper keeper = keeper(facts, taken, exposure, listener);
    return CellRun.open(facts, workload, connection, exposure, keeper, context.mover(), taken);
  }

  private ResultKeeper keeper(
      RunFacts facts, Optional<TakenRun> taken, Exposure exposure, RunListener listener) {
    try (OpenedParts opened = new OpenedParts()) {
      ResultKeeper files =
          opened.<ResultKeeper>opened(
              context.keepsFiles() ? folder(facts, taken, exposure, listener) : new NothingKept(),
              ResultKeeper::close);
      return opened.kept(
          context
              .archive()
              .<ResultKeeper>map(archive -> new ArchivedResults(files, archive.begin(facts)))
              .orElse(files));
    }
  }

  /** A folder of a run that was never on this target stays as it is. */
  private Optional<TakenRun> takenUp(Target target, RunFacts facts) throws InterruptedException {
    if (context.killed().isEmpty()) {
      return Optional.empty();
    }
    TakenRun taken =
        TakenRun.read(
            context.killed().get(), facts, workload, target, context.wallClock().instant());
    try (ConnectingThread asking = new ConnectingThread()) {
      interrupts.begin(asking);
      taken.check(interrupts);
    }
    return Optional.of(taken);
  }

  private static ResultFolder folder(
      RunFacts facts, Optional<TakenRun> taken, Exposure exposure, RunListener listener) {
    return taken
        .map(run -> ResultFolder.goOn(run.killed(), facts, exposure.live(), listener::note))
        .orElseGet(() -> ResultFolder.create(facts, exposure.live(), listener::note));
  }

  private RunOutcome carryOut(
      CellRun opened,
      Exposure exposure,
      VerdictFiles verdicts,
      RunListener listener,
      Consumer<Interval> also)
      throws InterruptedException {
    RunResult result;
    try (Progress progress = listener.begun(opened.facts(), opened.folder())) {
      result = opened.run(progress.andThen(also));
    }
    listener.over();
    result.faults().forEach(fault -> fault.leftover().ifPresent(listener::note));
    exposure.endPush();
    List<Bottleneck> bottlenecks = opened.bottlenecks(result, listener::note);
    Verdict verdict = Verdict.of(result);
    // First, as they are small, and what others judge by.
    List<String> unreported = verdicts.write(result, verdict);
    ResultKeeper.Kept kept = opened.keep(result, verdict.judgement(), bottlenecks);
    List<String> problems = new ArrayList<>(kept.problems());
    problems.addAll(unreported);
    RunOutcome outcome =
        new RunOutcome(result, verdict, bottlenecks, opened.folder(), kept.report(), problems);
    // Before the run is told of, as a process whose grace is over ends once that has been.
    finishPush(exposure, listener);
    listener.written(outcome);
    return outcome;
  }

  /** What goes wrong meanwhile must not hide what ended the run. */
  private void finishPush(Exposure exposure, RunListener listener, RuntimeException ended) {
    try {
      finishPush(exposure, listener);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended.addSuppressed(e);
    } catch (RuntimeException e) {
      ended.addSuppressed(e);
    }
  }

  private void finishPush(Exposure exposure, RunListener listener) throws InterruptedException {
    exposure.finishPush(interrupts.left(MetricsPush.LONGEST_END, PUSH_AFTER_GRACE), listener::note);
  }

  /** A server that does not answer must not outlast the grace. */
  private TargetConnection connect(Exposure exposure, RunListener listener) {
    try (ConnectingThread connecting = new ConnectingThread()) {
      interrupts.begin(connecting);
      return connections.open(exposure.telemetry().sdkScope(), listener::note);
    }
  }

  private void begin(CellRun opened) {
    synchronized (this) {
      cell = Optional.of(opened);
      stopped.ifPresent(opened::stop);
    }
    interrupts.begin(opened);
  }

  /** What the ledger counts; empty before there is a cell. */
  public synchronized Optional<LedgerCounts> counts() {
    return cell.map(CellRun::counts);
  }

  /**
   * Starts nothing more, and drains.
   *
   * @param ending how the run then ends, unless it is interrupted as well
   */
  public synchronized void stop(Ending ending) {
    stopped = stopped.or(() -> Optional.of(ending));
    cell.ifPresent(opened -> opened.stop(ending));
  }
}
