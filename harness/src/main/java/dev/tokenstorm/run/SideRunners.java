package dev.tokenstorm.run;

import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.search.PlanRunner;
import dev.tokenstorm.server.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The runners make the runs of a comparison's sides, in the order of its plan.
 *
 * @param warming makes the runs that warm the sides, which no archive keeps
 * @param counting makes all others
 */
record SideRunners(List<SharedTargetRunner> warming, List<SharedTargetRunner> counting) {
  SideRunners {
    warming = List.copyOf(warming);
    counting = List.copyOf(counting);
  }

  /**
   * Those of a plan.
   *
   * @param targets each side's
   * @param archives keep the runs of sides, by their names
   * @param listener sees all runs
   * @param interrupts of the comparison: each run in turn is the work that it ends
   */
  static SideRunners of(
      ComparePlan plan,
      List<Target> targets,
      RunContext context,
      Map<String, RunArchive> archives,
      RunListener listener,
      InterruptRelay interrupts) {
    return new SideRunners(
        targets.stream()
            .map(target -> new SharedTargetRunner(target, context, listener, interrupts))
            .toList(),
        IntStream.range(0, targets.size())
            .mapToObj(
                side ->
                    new SharedTargetRunner(
                        targets.get(side),
                        Optional.ofNullable(archives.get(plan.names().get(side)))
                            .map(context::archivedBy)
                            .orElse(context),
                        listener,
                        interrupts))
            .toList());
  }

  List<PlanRunner> ofWarming() {
    return List.copyOf(warming);
  }

  List<PlanRunner> ofCounting() {
    return List.copyOf(counting);
  }

  /** Whether all that was to be kept of each run was. */
  boolean keptAll() {
    return Stream.concat(warming.stream(), counting.stream()).allMatch(SharedTargetRunner::keptAll);
  }
}
