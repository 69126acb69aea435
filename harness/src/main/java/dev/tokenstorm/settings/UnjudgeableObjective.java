package dev.tokenstorm.settings;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.objective.RunPart;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.WorkloadKind;
import java.util.Optional;
import java.util.Set;

/** An objective that can never be judged has a reason, where that is certain before the run. */
final class UnjudgeableObjective {
  /** What is timed of activities that are completed, and of no others. */
  private static final Set<Latency> COMPLETED =
      Set.of(
          Latency.TOKEN_WAIT,
          Latency.COMPLETION_CALL,
          Latency.RESULT_SEEN,
          Latency.RESUME,
          Latency.ACTIVITY);

  /** What is timed where a workflow goes on after its activities, and nowhere else. */
  private static final Set<Latency> OF_WORKFLOWS =
      Set.of(Latency.WORKFLOW_TASK_WAIT, Latency.RESUME, Latency.ACTIVITY);

  private UnjudgeableObjective() {}

  /**
   * The reason and the way out, as the end of a sentence.
   *
   * @param awaited clients that wait for a result at one time
   * @param faults how many faults the plan has
   */
  static Optional<String> reason(
      Objective objective,
      WorkloadKind workload,
      LoadPlan load,
      int awaited,
      CompletionPlan completion,
      int faults) {
    if (objective.part().faultNumber().orElse(0) > faults) {
      return Optional.of(noSuchFault(faults));
    }
    if (objective.part().equals(RunPart.WARMUP) && load.warmup().isZero()) {
      return Optional.of("the plan has no warm-up; give --warmup or name another phase");
    }
    if (objective.part().equals(RunPart.RELEASE) && completion.park().isEmpty()) {
      return Optional.of("no tokens are parked to be released; give --park or name another phase");
    }
    if (!(objective.figure().place() instanceof Figure.Timing timing)) {
      return Optional.empty();
    }
    Latency latency = timing.latency(load.arrivals().open());
    if (latency.needsIntendedTime() && !load.arrivals().open()) {
      return Optional.of(
          "a closed loop has no intended starts; give --rate or ask for " + workload.noun());
    }
    if (workload == WorkloadKind.STANDALONE && OF_WORKFLOWS.contains(latency)) {
      return Optional.of("--workload standalone has no workflow that goes on; ask for execution");
    }
    if (latency == Latency.RESULT_SEEN && awaited == 0) {
      return Optional.of(
          "no client waits for results; give --await-results, which --workload standalone has");
    }
    if (COMPLETED.contains(latency) && completion.outcomes().abandon() == 100) {
      return Optional.of("--outcomes abandon=100 completes nothing");
    }
    return Optional.empty();
  }

  private static String noSuchFault(int faults) {
    return switch (faults) {
      case 0 -> "the plan has no faults; give --fault";
      case 1 -> "the plan has fault1 and no other; name that one";
      default -> "the plan has fault1 to fault%d; name one of them".formatted(faults);
    };
  }
}
