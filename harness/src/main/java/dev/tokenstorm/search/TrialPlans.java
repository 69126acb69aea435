package dev.tokenstorm.search;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.OutputSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gives each run a plan with ids, a task queue, a seed and a folder of its own. */
final class TrialPlans {
  private static final String FOLDER = "points";

  private static final Pattern NUMBER = Pattern.compile("(\\d{3,6})-");

  private final SearchPlan search;
  private final SearchGoal goal;

  TrialPlans(SearchPlan search, SearchGoal goal) {
    this.search = search;
    this.goal = goal;
  }

  /** The number of the next run. Of one that was killed a folder is left, and maybe workflows. */
  int next(List<Trial> before) {
    int largest = before.stream().mapToInt(Trial::number).max().orElse(0);
    try (Stream<Path> folders = Files.list(search.directory().resolve(FOLDER))) {
      return 1
          + folders
              .map(folder -> NUMBER.matcher(String.valueOf(folder.getFileName())))
              .filter(Matcher::lookingAt)
              .mapToInt(number -> Integer.parseInt(number.group(1)))
              .reduce(largest, Math::max);
    } catch (IOException none) {
      return 1 + largest;
    }
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
