package dev.tokenstorm.search;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.RunNumbers;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.OutputSettings;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Gives each run a plan with ids, a task queue, a seed and a folder of its own. */
final class TrialPlans {
  private static final String FOLDER = "points";

  private final SearchPlan search;
  private final SearchGoal goal;

  TrialPlans(SearchPlan search, SearchGoal goal) {
    this.search = search;
    this.goal = goal;
  }

  /** The number of the next run. Of one that was killed a folder is left, and maybe workflows. */
  int next(List<Trial> before) {
    return RunNumbers.next(
        search.directory().resolve(FOLDER),
        before.stream().mapToInt(Trial::number).max().orElse(0));
  }

  /** Where the results of a run are, within the search's folder. */
  String folder(int number, Step step) {
    String value =
        step.value() == Math.rint(step.value())
            ? String.valueOf((long) step.value())
            : String.valueOf(step.value());
    String point = goal.name() + "-" + value;
    String name =
        switch (step.role()) {
          case WARMUP -> "warm-up";
          case POINT -> point;
          case CONFIRMATION -> point + "-confirmation";
        };
    return String.format(Locale.ROOT, "%s/%03d-%s", FOLDER, number, name);
  }

  /**
   * The plan of a run.
   *
   * @throws dev.tokenstorm.text.UsageException when there is none
   */
  RunPlan plan(int number, Step step, List<Trial> before) {
    RunIdentity identity =
        new RunIdentity(
            String.format(Locale.ROOT, "%s-%02d", search.identity().runId(), number),
            new SplittableRandom(search.identity().seed() + number)
                .nextLong(RunIdentity.LARGEST_SEED + 1));
    return goal.plans(step, before)
        .with(OutputSettings.OUT, search.directory().resolve(folder(number, step)))
        .with(LoadSettings.WARMUP, step.warmup())
        .with(LoadSettings.DURATION, step.length())
        .plan(identity);
  }
}
