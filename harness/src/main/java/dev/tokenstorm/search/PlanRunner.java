package dev.tokenstorm.search;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs plans one after the other, on one target, and keeps their results. */
public interface PlanRunner {

  /**
   * Waits between two runs, but no longer once they are to end.
   *
   * @throws InterruptedException when this thread is interrupted
   */
  void rest(Duration length) throws InterruptedException;

  /**
   * Runs a plan to its end.
   *
   * @param watch is given what stops the run, and takes its intervals
   * @throws InterruptedException when this thread is interrupted
   */
  Finished run(RunPlan plan, Function<Consumer<Ending>, Consumer<Interval>> watch)
      throws InterruptedException;

  /**
   * What came of a run.
   *
   * @param bottlenecks what bound it, most likely first
   */
  record Finished(RunResult result, Verdict verdict, List<Bottleneck> bottlenecks) {
    public Finished {
      bottlenecks = List.copyOf(bottlenecks);
    }
  }
}
