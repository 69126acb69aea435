package dev.tokenstorm.frontend;

import com.google.protobuf.Message;

/**
 * A task that waits for a poll. It becomes stale when its execution no longer needs it.
 *
 * @param <R> type of the poll's answer
 */
interface Task<R extends Message> {

  /** Returns the task's execution, whose lock {@link #give} needs. */
  AnyExecution execution();

  /**
   * Returns whether the task is still to be done and worth keeping. Also called without the lock.
   */
  boolean live();

  /** Starts the task for a poll, and answers the poll; returns false if the task is stale. */
  boolean give(Poll<R> poll, Outbox out);
}
