package dev.tokenstorm.verdict;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.objective.Objective;
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
 * Stops a run at the end of the first interval after which an objective with an abort is missed.
 *
 * <p>An objective is judged by all that was measured until then. An objective without a figure does
 * not stop the run, and nothing in the drain does. Memory does not grow with the length of the run.
 * For one thread.
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
   * Returns the watch of a run; empty if no objective is to abort it.
   *
   * @param facts of the run, whose plan holds the objectives
   * @param stop ends the run with this ending: nothing more is started, and the run drains
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
