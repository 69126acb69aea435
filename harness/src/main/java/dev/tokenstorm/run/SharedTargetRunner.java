package dev.tokenstorm.run;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.search.PlanRunner;
import dev.tokenstorm.server.Target;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the plans of a search on one target. */
final class SharedTargetRunner implements PlanRunner, Interruptible {
  private final SharedTarget target;
  private final RunContext context;
  private final RunListener listener;
  private final InterruptRelay interrupts = new InterruptRelay(NanoClock.SYSTEM);
  private boolean keptAll = true;

  SharedTargetRunner(Target target, RunContext context, RunListener listener) {
    this.target = new SharedTarget(target);
    this.context = context;
    this.listener = listener;
  }

  @Override
  public Finished run(RunPlan plan, Function<Consumer<Ending>, Consumer<Interval>> watch)
      throws InterruptedException {
    RunExecution execution = new RunExecution(plan, target, context);
    interrupts.begin(execution);
    try {
      RunOutcome outcome = execution.run(listener, watch.apply(execution::stop));
      keptAll &= outcome.problems().isEmpty();
      return new Finished(outcome.result(), outcome.verdict(), outcome.bottlenecks());
    } finally {
      interrupts.end();
    }
  }

  /** Whether each file of each run was written. For the thread that runs. */
  boolean keptAll() {
    return keptAll;
  }

  /** Whether no further run may begin. */
  boolean interrupted() {
    return interrupts.interrupted();
  }

  @Override
  public void rest(Duration length) throws InterruptedException {
    interrupts.rest(length);
  }

  /** Ends the run that goes on, or the next, after its drain. */
  @Override
  public void interrupt() {
    interrupts.interrupt();
  }

  @Override
  public void interrupt(Duration grace) {
    interrupts.interrupt(grace);
  }

  /** Ends the run that goes on without a drain. */
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
