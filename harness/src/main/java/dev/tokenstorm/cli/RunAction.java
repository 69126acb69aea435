package dev.tokenstorm.cli;

import dev.tokenstorm.plan.RunPlan;

/** Carries out a plan. */
@FunctionalInterface
interface RunAction {

  /**
   * Runs to the end and prints what there is to print.
   *
   * @return the program's exit code, one of {@link ExitCode}
   */
  int run(RunPlan plan, RunFlags flags);
}
