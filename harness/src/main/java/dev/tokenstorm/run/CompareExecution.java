package dev.tokenstorm.run;

import dev.tokenstorm.compare.CellSideRunner;
import dev.tokenstorm.compare.CompareEnd;
import dev.tokenstorm.compare.CompareFile;
import dev.tokenstorm.compare.CompareLoop;
import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.CompareState;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.CompareJunit;
import dev.tokenstorm.report.CompareMarkdown;
import dev.tokenstorm.report.CompareReport;
import dev.tokenstorm.result.FolderLock;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Carries out one comparison: opens its sides' targets, makes its runs, each a {@link
 * RunExecution}, and keeps what they come to. {@link #run} is called once; all else may be called
 * from any thread, at any time.
 */
public final class CompareExecution implements Interruptible {
  private final ComparePlan plan;
  private final Optional<CompareFile.Begun> begun;
  private final RunContext context;
  private final Map<String, RunArchive> archives;
  private final InterruptRelay interrupts = new InterruptRelay(NanoClock.SYSTEM);

  /**
   * @param begun what an earlier call left, with which this one goes on
   */
  public CompareExecution(ComparePlan plan, Optional<CompareFile.Begun> begun, RunContext context) {
    this(plan, begun, context, Map.of());
  }

  /**
   * @param begun what an earlier call left, with which this one goes on
   * @param archives keep the runs of sides, by their names; those that warm a side are not kept
   */
  public CompareExecution(
      ComparePlan plan,
      Optional<CompareFile.Begun> begun,
      RunContext context,
      Map<String, RunArchive> archives) {
    this.plan = plan;
    this.begun = begun;
    this.context = context;
    this.archives = Map.copyOf(archives);
  }

  /**
   * Compares to the end.
   *
   * @throws UsageException if the comparison cannot be carried out here
   * @throws TargetException if a target cannot be used
   * @throws InterruptedException when this thread is interrupted; all is then closed
   */
  public CompareOutcome run(CompareListener listener) throws InterruptedException {
    VerdictFiles reports =
        VerdictFiles.begin(
            plan.reports(), "comparison", plan.identity().runId(), context.wallClock().instant());
    try {
      return run(reports, listener);
    } catch (RuntimeException e) {
      reports.refused(e).ifPresent(listener::note);
      throw e;
    }
  }

  private CompareOutcome run(VerdictFiles reports, CompareListener listener)
      throws InterruptedException {
    long deadline = NanoClock.SYSTEM.nanoTime() + plan.budget().toNanos();
    List<RunPlan> examples = plan.examples();
    examples.forEach(example -> Preflight.check(example, context.workloads().apply(example)));
    // An address that cannot be served is told of before anything runs.
    Exposure.of(examples.get(0), context, unused -> {}).close();
    try (SideTargets targets = SideTargets.open(examples, listener::note);
        FolderLock claim = FolderLock.take(plan.directory(), CompareFile.NAME, "comparison")) {
      List<TargetInfo> infos = targets.bySide().stream().map(Target::info).toList();
      CompareDocument document = document(infos);
      SideRunners runners =
          SideRunners.of(plan, targets.bySide(), context, archives, listener.runs(), interrupts);
      listener.begun(plan, examples.get(0), infos);
      CompareOutcome outcome =
          reported(compare(document, runners, targets, deadline, listener), reports);
      listener.written(outcome);
      return outcome;
    }
  }

  private static CompareOutcome reported(CompareOutcome outcome, VerdictFiles reports) {
    List<String> unreported =
        new ArrayList<>(
            reports.write(
                format ->
                    switch (format) {
                      case JUNIT -> CompareJunit.render(outcome.record());
                      case MARKDOWN -> CompareMarkdown.render(outcome.record());
                    }));
    page(outcome.record()).ifPresent(unreported::add);
    return new CompareOutcome(
        outcome.record(),
        outcome.end(),
        Stream.concat(outcome.problems().stream(), unreported.stream()).toList(),
        outcome.keptAll() && unreported.isEmpty());
  }

  /** Writes the page, without which all results are whole. */
  private static Optional<String> page(CompareRecord comparison) {
    Path file = comparison.plan().directory().resolve(CompareReport.FILE);
    try {
      WholeFile.write(file, CompareReport.html(comparison));
      return Optional.empty();
    } catch (UsageException unreadable) {
      return Optional.of("There is no page: " + unreadable.getMessage());
    } catch (IOException e) {
      return Optional.of("%s could not be written (%s).".formatted(file, WriteFailure.reason(e)));
    }
  }

  /** Read again under the claim, as another process may have gone on with it until now. */
  private CompareDocument document(List<TargetInfo> targets) {
    Optional<CompareFile.Begun> left = begun.map(before -> CompareFile.read(plan.directory()));
    return new CompareDocument(
        plan,
        targets,
        left.map(CompareFile.Begun::startedAt).orElseGet(context.wallClock()::instant),
        left.map(CompareFile.Begun::state).orElse(CompareState.NEW));
  }

  private CompareOutcome compare(
      CompareDocument document,
      SideRunners runners,
      SideTargets targets,
      long deadline,
      CompareListener listener)
      throws InterruptedException {
    Optional<String> problem = Optional.empty();
    CompareState end;
    try {
      CompareLoop loop =
          new CompareLoop(
              plan,
              new CellSideRunner(plan, runners.ofWarming(), runners.ofCounting(), NanoClock.SYSTEM),
              NanoClock.SYSTEM,
              interrupts::interrupted,
              state -> ran(document, state, deadline, listener));
      end = loop.run(document.state(), deadline);
    } catch (RuntimeException e) {
      // What was measured is not lost with it.
      boolean cut = interrupts.interrupted();
      if (!cut || !(e instanceof TargetException)) {
        // A connection that was cut off with an interruption is no problem of its own.
        problem = Optional.of(FailedRun.sentence(e));
      }
      end = document.state().ended(cut ? CompareEnd.INTERRUPTED : end(targets));
    }
    listener.over();
    CompareRecord found = document.write(end);
    return new CompareOutcome(
        found,
        end.end().orElse(CompareEnd.FAILED),
        Stream.concat(problem.stream(), document.unwritten().stream()).toList(),
        runners.keptAll() && document.unwritten().isEmpty());
  }

  private static CompareEnd end(SideTargets targets) {
    return targets.lost() ? CompareEnd.TARGET_LOST : CompareEnd.FAILED;
  }

  private void ran(
      CompareDocument document, CompareState state, long deadline, CompareListener listener) {
    boolean planned = document.state().allowed().isEmpty() && state.allowed().isPresent();
    var unused = document.write(state);
    if (planned) {
      listener.planned(plan, state);
    } else {
      listener.ran(
          plan, state, Duration.ofNanos(Math.max(0, deadline - NanoClock.SYSTEM.nanoTime())));
    }
  }

  @Override
  public void interrupt() {
    interrupts.interrupt();
  }

  @Override
  public void interrupt(Duration grace) {
    interrupts.interrupt(grace);
  }

  @Override
  public void abort() {
    interrupts.abort();
  }

  @Override
  public void graceOver() {
    interrupts.graceOver();
  }

  @Override
  public boolean writing() {
    return interrupts.writing();
  }
}
