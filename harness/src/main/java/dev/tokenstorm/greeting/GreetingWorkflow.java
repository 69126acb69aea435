package dev.tokenstorm.greeting;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Greets in several branches at once. */
@WorkflowInterface
public interface GreetingWorkflow {

  /**
   * Greets.
   *
   * @return one line a branch; the greetings of a branch joined by {@code "; "}
   */
  @WorkflowMethod
  String greet(String name);
}
