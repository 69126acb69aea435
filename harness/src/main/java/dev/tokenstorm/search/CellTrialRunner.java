package dev.tokenstorm.search;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunResult;
import java.util.List;
import java.util.function.Consumer;

/** Makes each run a cell of its own. */
final class CellTrialRunner implements TrialRunner {
  private final TrialPlans plans;
  private final SearchGoal goal;
  private final PlanRunner runner;
  private final NanoClock clock;

  CellTrialRunner(TrialPlans plans, SearchGoal goal, PlanRunner runner, NanoClock clock) {
    this.plans = plans;
    this.goal = goal;
    this.runner = runner;
    this.clock = clock;
  }

  @Override
  public Trial run(Step step, List<Trial> before) throws InterruptedException {
    int number = plans.next(before);
    RunPlan plan = plans.plan(number, step, before);
    long begin = clock.nanoTime();
    runner.rest(step.rest());
    BacklogMeter meter = new BacklogMeter();
    PlanRunner.Finished finished =
        runner.run(plan, stop -> watch(plan.workload().noun(), step, meter, stop));
    double seconds = Nanos.toSeconds(clock.nanoTime() - begin);
    RunResult result = finished.result();
    SearchGoal.Finding finding = goal.judge(step, result, finished.verdict(), meter.backlog());
    return new Trial(
        number,
        step.role(),
        step.value(),
        plans.folder(number, step),
        seconds,
        Math.max(0, seconds - Nanos.toSeconds(step.planned())),
        result.ending().how(),
        finished.verdict().judgement().outcome(),
        finding.standing(),
        finding.faults(),
        finished.verdict().doubts().stream().map(Doubt::sentence).toList(),
        finished.bottlenecks().stream().findFirst(),
        TrialFigures.of(result, meter.backlog()));
  }

  private Consumer<Interval> watch(
      String noun, Step step, BacklogMeter meter, Consumer<Ending> stop) {
    return goal.watched(step) ? meter.andThen(new OverloadAbort(noun, step.length(), stop)) : meter;
  }
}
