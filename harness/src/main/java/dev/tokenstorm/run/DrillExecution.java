package dev.tokenstorm.run;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import dev.tokenstorm.drill.DrillEnd;
import dev.tokenstorm.drill.DrillFile;
import dev.tokenstorm.drill.DrillJudge;
import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.drill.DrillRecord;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.DrillState;
import dev.tokenstorm.drill.PlannedDrill;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.FolderLock;
import dev.tokenstorm.result.RunNumbers;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries out drills one after the other, each a {@link RunExecution} with a target of its own
 * where the run starts the target, and keeps what they come to. {@link #run} is called once; all
 * else may be called from any thread, at any time.
 */
public final class DrillExecution extends InterruptibleWork {
  private final DrillPlan plan;
  private final Optional<DrillFile.Begun> begun;
  private final RunContext context;
  private final OwnProgram program;
  private boolean keptAll = true;

  /**
   * @param begun what an earlier call left, with which this one goes on
   * @param program makes the runs that need a process of their own
   */
  public DrillExecution(
      DrillPlan plan, Optional<DrillFile.Begun> begun, RunContext context, OwnProgram program) {
    this.plan = plan;
    this.begun = begun;
    this.context = context;
    this.program = program;
  }

  /**
   * Runs the drills to the end.
   *
   * @throws UsageException if they cannot be carried out here
   * @throws TargetException if the target cannot be used
   * @throws InterruptedException when this thread is interrupted; all is then closed
   */
  public DrillOutcome run(DrillListener listener) throws InterruptedException {
    List<RunPlan> examples = plan.runnable().stream().map(drill -> plan.plan(drill, 0)).toList();
    // What is wrong with one of them is told before any of them runs.
    examples.forEach(each -> Preflight.check(each, context.workloads().apply(each)));
    RunPlan example = examples.get(0);
    // An address that cannot be served is told of before anything runs.
    Exposure.of(example, context, unused -> {}).close();
    TargetInfo target = target(example, listener);
    listener.connected(example);
    try (FolderLock claim = FolderLock.take(plan.directory(), DrillFile.NAME, "drill")) {
      DrillDocument document = document();
      listener.begun(plan, document.state(), target);
      DrillEnd end = drill(document, listener);
      listener.over();
      DrillRecord drills = document.write(document.state().ended(end));
      DrillOutcome outcome =
          new DrillOutcome(drills, document.unwritten(), keptAll && document.unwritten().isEmpty());
      listener.written(outcome);
      return outcome;
    }
  }

  /**
   * A target that cannot be used at all is no drill's doing, and leaves no folder behind. It is
   * looked at without the way of faults, as one that bars the first drill's faults may suit others.
   */
  private TargetInfo target(RunPlan example, DrillListener listener) {
    OwnTarget own = new OwnTarget(example);
    own.named().warnings().forEach(listener::note);
    RemoteWarning.of(example, own.named())
        .ifPresent(line -> listener.note(line + " a run, and many runs one after the other"));
    try (TargetConnection connection = own.openDirectly(new NoopScope(), listener::note)) {
      return connection.target().info();
    }
  }

  /** Read again under the claim, as another process may have gone on with it until now. */
  private DrillDocument document() {
    Optional<DrillFile.Begun> left = begun.map(before -> DrillFile.read(plan.directory()));
    return new DrillDocument(
        plan,
        left.map(DrillFile.Begun::startedAt).orElseGet(context.wallClock()::instant),
        left.map(DrillFile.Begun::state).orElse(DrillState.NEW));
  }

  private DrillEnd drill(DrillDocument document, DrillListener listener)
      throws InterruptedException {
    for (PlannedDrill drill : plan.drills()) {
      if (document.state().row(drill).isPresent()) {
        continue;
      }
      if (interrupts.interrupted()) {
        return DrillEnd.INTERRUPTED;
      }
      Optional<DrillRow> row;
      if (drill.obstacle().isPresent()) {
        row = Optional.of(DrillRow.notRun(drill, drill.obstacle().get()));
      } else {
        listener.next(plan, document.state(), drill);
        row = run(drill, listener.runs());
      }
      if (row.isEmpty()) {
        return DrillEnd.INTERRUPTED;
      }
      var unused = document.write(document.state().with(row.get()));
      listener.ran(row.get());
    }
    return DrillEnd.ALL_RUN;
  }

  /** Empty if the user ended the drill, so that it says nothing. */
  private Optional<DrillRow> run(PlannedDrill drill, RunListener listener)
      throws InterruptedException {
    int number = RunNumbers.next(plan.runs(), 0);
    long begin = NanoClock.SYSTEM.nanoTime();
    try {
      RunPlan run = plan.plan(drill, number);
      String folder = plan.folder(drill, number);
      return switch (drill.drill().expectation()) {
        case PASSES, IS_THROTTLED, LOSES_ITS_TARGET ->
            inThisProcess(drill, run, folder, listener, begin);
        case OUTLIVES_ITS_DISK ->
            unlessInterrupted(
                new FullDiskDrill(program, interrupts)
                    .run(drill, run, folder, () -> secondsSince(begin)));
        case IS_TAKEN_UP ->
            unlessInterrupted(
                new KilledHarnessDrill(program, interrupts)
                    .run(drill, run, folder, () -> secondsSince(begin)));
      };
    } catch (UsageException e) {
      // All plans were looked at before. A TLS target hides its calls, an HTTP proxy connections.
      return Optional.of(DrillRow.notRun(drill, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // What other drills came to is not lost with it.
      return interrupts.interrupted() && e instanceof TargetException
          ? Optional.empty()
          : Optional.of(DrillRow.broken(drill, FailedRun.sentence(e), secondsSince(begin)));
    }
  }

  private Optional<DrillRow> inThisProcess(
      PlannedDrill drill, RunPlan run, String folder, RunListener listener, long begin)
      throws InterruptedException {
    RunExecution execution = new RunExecution(run, new WarnedOf(new OwnTarget(run)), context);
    interrupts.begin(execution);
    try {
      RunOutcome outcome = execution.run(listener);
      keptAll &= outcome.problems().isEmpty();
      return outcome.state() == ExitState.INTERRUPTED
          ? Optional.empty()
          : Optional.of(
              DrillJudge.row(
                  drill,
                  outcome.result(),
                  outcome.verdict(),
                  outcome.state() == ExitState.COULD_NOT,
                  secondsSince(begin),
                  folder));
    } finally {
      interrupts.end();
    }
  }

  private Optional<DrillRow> unlessInterrupted(DrillRow row) {
    return interrupts.interrupted() ? Optional.empty() : Optional.of(row);
  }

  /** A target of which the user was warned before the first drill. */
  private record WarnedOf(OwnTarget own) implements Connections {
    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public TargetConnection open(Scope sdkMetrics, Consumer<String> notes) {
      return own.open(sdkMetrics, notes);
    }
  }

  private static double secondsSince(long begin) {
    return Nanos.toSeconds(NanoClock.SYSTEM.nanoTime() - begin);
  }
}
