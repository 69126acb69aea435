package dev.tokenstorm.cli;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.run.VerdictFiles;

/** Carries out a plan. */
@FunctionalInterface
interface RunAction {

  /**
   * Runs to the end and prints what there is to print.
   *
   * @param reports the files of {@code --report}, which have been begun
   * @return the program's exit code, one of {@link ExitCode}
   */
  int run(RunPlan plan, RunFlags flags, VerdictFiles reports);
}
