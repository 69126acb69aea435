package dev.tokenstorm.greeting;

import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.workload.WorkflowEnd;

/** Hears what workflows do, as the worker sees it. Thread-safe; must not block. */
public interface WorkflowProbe {

  /**
   * A poll has brought a task.
   *
   * @param waitNanos from the task's schedule to its start, by the server's clock
   * @param pollNanos from the poll's request to its answer
   */
  void polled(TaskKind kind, String workflowId, long waitNanos, long pollNanos);

  /**
   * A task came along with the answer to a workflow task, without a poll.
   *
   * @param waitNanos from its scheduling to its start, by the server's clock
   */
  void cameAlong(TaskKind kind, String workflowId, long waitNanos);

  /**
   * An activity's result has reached the workflow's code. Not called again on replay, but again
   * when the workflow task that brought it has to be tried again.
   */
  void resumed(String workflowId, String greeting);

  /** The server acknowledged the command that closes the workflow. */
  void closed(String workflowId, WorkflowEnd end);

  /** The server refused the command that closes the workflow, or its answer was lost. */
  void closeInDoubt(String workflowId);
}
