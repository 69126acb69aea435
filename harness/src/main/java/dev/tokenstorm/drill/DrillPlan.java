package dev.tokenstorm.drill;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Drills that run one after the other on one target. Immutable and validated.
 *
 * @param identity names them; its seed drives those of their runs
 * @param directory the results' folder; it does not exist yet unless the drills go on there
 * @param target as the user names it
 * @param drills those that were asked for, in the order in which they run
 * @param given what the user gave, by name: what drills that go on must not change
 * @param ofPlanFile the names of those that a plan file gave, which yield to a drill's own
 */
public record DrillPlan(
    RunIdentity identity,
    Path directory,
    String target,
    List<PlannedDrill> drills,
    Map<String, List<String>> given,
    Set<String> ofPlanFile) {
  /** The folder of the runs' folders. */
  private static final String RUNS = "runs";

  public DrillPlan {
    drills = List.copyOf(drills);
    given = Map.copyOf(given);
    ofPlanFile = Set.copyOf(ofPlanFile);
  }

  /** Returns the folder of the runs' folders. */
  public Path runs() {
    return directory.resolve(RUNS);
  }

  /** Returns the drills that are run, in their order. */
  public List<PlannedDrill> runnable() {
    return drills.stream().filter(drill -> drill.obstacle().isEmpty()).toList();
  }

  /** Returns the name of a run's folder, within that of all results. */
  public String folder(PlannedDrill drill, int number) {
    return String.format(Locale.ROOT, "%s/%03d-%s", RUNS, number, drill.name());
  }

  /**
   * Returns the plan of a drill's run.
   *
   * @param number of the run; 0 for one that is only looked at
   * @throws dev.tokenstorm.text.UsageException when there is none
   */
  public RunPlan plan(PlannedDrill drill, int number) {
    RunIdentity run =
        new RunIdentity(
            String.format(Locale.ROOT, "%s-%02d", identity.runId(), number),
            new SplittableRandom(identity.seed() + number).nextLong(RunIdentity.LARGEST_SEED + 1));
    return drill.plan(run, directory.resolve(folder(drill, number)));
  }
}
