package dev.tokenstorm.frontend;

import com.google.protobuf.Message;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The task queues of one kind of task, by name. A queue is made at its first use, and removed after
 * it was idle for long. Thread-safe.
 *
 * @param <R> type of the polls' answer
 */
final class TaskQueues<R extends Message> {
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final ConcurrentHashMap<String, TaskQueue<R>> queues = new ConcurrentHashMap<>();

  private TaskQueue<R> queue(String name) {
    TaskQueue<R> queue = queues.get(name);
    return queue != null ? queue : queues.computeIfAbsent(name, unused -> new TaskQueue<>());
  }

  void offer(String name, Task<R> task, Outbox out) {
    while (!queue(name).offer(task, out)) {
      Thread.onSpinWait();
    }
  }

  void poll(String name, Poll<R> poll, long nowNanos) {
    while (!queue(name).poll(poll, nowNanos)) {
      Thread.onSpinWait();
    }
  }

  void forget(String name, Poll<R> poll) {
    TaskQueue<R> queue = queues.get(name);
    if (queue != null) {
      queue.forget(poll);
    }
  }

  boolean polledWithin(String name, long windowNanos, long nowNanos) {
    TaskQueue<R> queue = queues.get(name);
    return queue != null && queue.polledWithin(windowNanos, nowNanos);
  }

  void release(String name) {
    TaskQueue<R> queue = queues.get(name);
    if (queue != null) {
      queue.release();
    }
  }

  int backlog(String name) {
    TaskQueue<R> queue = queues.get(name);
    return queue == null ? 0 : queue.backlog();
  }

  /** Answers the polls whose time is over. */
  void expire(long nowNanos) {
    queues.values().forEach(queue -> queue.expire(nowNanos));
  }

  void retireIdle(long nowNanos) {
    queues
        .keySet()
        .forEach(
            name ->
                queues.computeIfPresent(
                    name,
                    (unused, queue) -> queue.retireIfIdle(IDLE_NANOS, nowNanos) ? null : queue));
  }

  /** Returns how many queues there are. */
  int size() {
    return queues.size();
  }
}
