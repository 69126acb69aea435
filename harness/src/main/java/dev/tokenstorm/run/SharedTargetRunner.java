package dev.tokenstorm.run;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.search.PlanRunner;
import dev.tokenstorm.server.Target;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the plans of a search on one target. */
final class SharedTargetRunner implements PlanRunner {
  private final SharedTarget target;
  private final RunContext context;
  private final RunListener listener;
  private final InterruptRelay interrupts;
  private boolean keptAll = true;

  /**
   * @param interrupts of the search: each run in turn is the work that it ends
   */
  SharedTargetRunner(
      Target target, RunContext context, RunListener listener, InterruptRelay interrupts) {
    this.target = new SharedTarget(target);
    this.context = context;
    this.listener = listener;
    this.interrupts = interrupts;
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
}
