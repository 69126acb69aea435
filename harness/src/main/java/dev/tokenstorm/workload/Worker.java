package dev.tokenstorm.workload;

import dev.tokenstorm.measurement.TaskKind;

/** Plays a workload's executions and their activities for the tasks of one task queue. */
public interface Worker extends AutoCloseable {

  /** Starts polling. */
  void start();

  /** Tasks that hold a slot at the moment; none where there are no slots. */
  int slotsUsed(TaskKind kind);

  /** Stops polling, and waits a few seconds for tasks under way. Closing again does nothing. */
  @Override
  void close();
}
