package dev.tokenstorm.benchmarks;

/** A program written by hand that goes on making executions until it is closed. For one thread. */
interface BaselineProgram extends AutoCloseable {
  /**
   * Waits for further executions, beyond those that earlier calls waited for.
   *
   * @param more how many
   */
  void awaitExecutions(int more);

  /** Returns the workflows that were evicted for a lack of threads; 0 unless they are counted. */
  default double forcedEvictions() {
    return 0;
  }

  @Override
  void close();
}
