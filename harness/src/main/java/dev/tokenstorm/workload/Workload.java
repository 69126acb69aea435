package dev.tokenstorm.workload;

import dev.tokenstorm.plan.Shape;

/**
 * What a run starts, what its activities are, and how each execution must end: executions are known
 * by number, from 0, and activities by number within them. Thread-safe.
 */
public interface Workload {

  /** The activities of an execution. */
  Shape shape();

  /** The ids of this run's executions. */
  WorkflowIds ids();

  /** What chance decides. */
  Draws draws();

  /** What completions carry. */
  CompletionContent content();

  /** How executions must end. */
  Expectation expectation();
}
