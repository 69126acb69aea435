package dev.tokenstorm.workload;

import dev.tokenstorm.measurement.TaskKind;

/**
 * Hears what executions do, as the worker sees it. An execution's number is -1 when it is not of
 * this run. Thread-safe; must not block.
 */
public interface WorkerProbe {

  /**
   * A poll has brought a task.
   *
   * @param n the execution's number
   * @param waitNanos from the task's schedule to its start, by the server's clock
   * @param pollNanos from the poll's request to its answer
   */
  void polled(TaskKind kind, long n, long waitNanos, long pollNanos);

  /**
   * A task came along with the answer to a workflow task, without a poll.
   *
   * @param waitNanos from its scheduling to its start, by the server's clock
   */
  void cameAlong(TaskKind kind, long n, long waitNanos);

  /**
   * An activity's result has reached the execution's code. Not called again on replay, but again
   * when the task that brought it has to be tried again. Where no code waits for results, it is
   * never called.
   *
   * @param activity its number; -1 for one that the workload does not have
   */
  void resumed(long n, int activity);

  /** The server acknowledged what closes the execution. */
  void closed(long n, ExecutionEnd end);

  /** The server refused what closes the execution, or its answer was lost. */
  void closeInDoubt(long n);
}
