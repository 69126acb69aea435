package dev.tokenstorm.compare;

import java.util.List;

/** Makes the runs that a comparison wants. */
@FunctionalInterface
interface SideRunner {

  /**
   * Makes one run.
   *
   * @param block its block's number, from 1; 0 for a run that warms the side
   * @param side index of its side in the plan
   * @param before the runs so far
   * @throws InterruptedException when this thread is interrupted
   */
  CompareRun run(int block, int side, List<CompareRun> before) throws InterruptedException;
}
