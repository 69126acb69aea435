package dev.tokenstorm.frontend;

import com.google.protobuf.Message;

/**
 * A task that waits for a poll. It may have become stale meanwhile.
 *
 * @param <R> the poll's answer
 */
interface Task<R extends Message> {

  /** Its execution, whose lock {@link #give} needs. */
  Execution execution();

  /** Whether it still is to be done, and worth keeping. Also called without the lock. */
  boolean live();

  /** Starts it for a poll, and answers that; false if it is stale. */
  boolean give(Poll<R> poll, Outbox out);
}
