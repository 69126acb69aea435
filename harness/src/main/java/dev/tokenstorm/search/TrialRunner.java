package dev.tokenstorm.search;

import java.util.List;

/** Makes the runs that a search wants. */
@FunctionalInterface
interface TrialRunner {

  /**
   * Makes one run.
   *
   * @param before the runs so far
   * @throws InterruptedException when this thread is interrupted
   */
  Trial run(Step step, List<Trial> before) throws InterruptedException;
}
