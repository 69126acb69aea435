package dev.tokenstorm.frontend;

import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;

/** An activity as its task queue sees it. Guarded by its execution's lock. */
interface OfferedActivity {

  /** Returns whose lock guards the activity. */
  AnyExecution execution();

  ActivityAttempts attempts();

  /** Returns the name of its task queue. */
  String queue();

  /** Returns whether the activity has not ended. Also called without the lock. */
  boolean pending();

  /** Starts the current attempt for a worker, and returns what the worker is told. */
  PollActivityTaskQueueResponse start(String worker, Outbox out);
}
