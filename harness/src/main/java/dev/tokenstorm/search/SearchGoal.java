package dev.tokenstorm.search;

import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.verdict.Verdict;
import java.util.List;

/** The goal of a search: all that depends on what it looks for. */
sealed interface SearchGoal permits TuneGoal, CapacityGoal {

  /** What is varied, for the names of folders. */
  String name();

  /** The settings of a step's run, times and folder apart. */
  TrialPlanFactory plans(Step step, List<Trial> before);

  /** What a run says of its value. */
  Finding judge(Step step, RunResult result, Verdict verdict, Backlog backlog);

  /** Whether a run may be stopped because it is hopeless. */
  boolean watched(Step step);

  /**
   * What a run says of its value, and why not more, one sentence each.
   *
   * @param faults none of a run that holds
   */
  record Finding(TrialVerdict standing, List<String> faults) {
    public Finding {
      faults = List.copyOf(faults);
    }
  }
}
