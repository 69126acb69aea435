package dev.tokenstorm.wire;

import dev.tokenstorm.greeting.GreetingEvents;
import dev.tokenstorm.workload.JsonTexts;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;

/** Hands on the tokens of activity tasks, and answers none. Thread-safe. */
final class ActivityTasks {
  private final GreetingEvents events;

  ActivityTasks(GreetingEvents events) {
    this.events = events;
  }

  /** Takes a poll's answer, or a task that came with a workflow task's. */
  void accept(PollActivityTaskQueueResponse task) {
    if (!task.getTaskToken().isEmpty()) {
      events.issued(
          task.getTaskToken(),
          task.getWorkflowExecution().getWorkflowId(),
          task.getWorkflowExecution().getRunId(),
          task.getActivityId(),
          task.getAttempt(),
          JsonTexts.read(task.getInput()));
    }
  }
}
