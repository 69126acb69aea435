package dev.tokenstorm.verdict;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.Objective;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stops a run at the first interval after which an objective that is to abort it is not met, by all
 * that was measured until then. What has no figure yet does not stop it, nor does anything in the
 * drain. Its size does not depend on the run's length; for one thread.
 */
public final class AbortWatch implements Consumer<Interval> {
  private final List<Objective> objectives;
  private final RunRecorder recorder;
  private final Consumer<Ending> stop;
  private boolean stopped;

  private AbortWatch(List<Objective> objectives, RunFacts facts, Consumer<Ending> stop) {
    this.objectives = objectives;
    this.recorder = new RunRecorder(facts);
    this.stop = stop;
  }

  /**
   * The watch of a run; empty if nothing is to abort it.
   *
   * @param stop makes the run start nothing more, drain, and end so
   */
  public static Optional<AbortWatch> of(RunFacts facts, Consumer<Ending> stop) {
    List<Objective> objectives =
        facts.plan().verdict().objectives().stream()
            .filter(objective -> objective.abortAfter().isPresent())
            .toList();
    return objectives.isEmpty()
        ? Optional.empty()
        : Optional.of(new AbortWatch(objectives, facts, stop));
  }

  @Override
  public void accept(Interval interval) {
    boolean starting = interval.phase() == Phase.WARMUP || interval.phase() == Phase.MEASURE;
    if (stopped || !starting) {
      return;
    }
    recorder.accept(interval);
    RunResult soFar = recorder.soFar();
    for (ObjectiveResult judged : Objectives.judge(objectives, soFar)) {
      double seconds = soFar.seconds(judged.objective().part());
      if (judged.outcome() == ObjectiveResult.Outcome.MISSED
          && seconds >= after(judged.objective())) {
        stopped = true;
        stop.accept(Ending.aborted(judged, seconds));
        return;
      }
    }
  }

  private static double after(Objective objective) {
    return objective.abortAfter().map(Nanos::toSeconds).orElse(0.0);
  }
}
