package dev.tokenstorm.frontend;

import com.google.protobuf.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Brings tasks and polls together, both in the order in which they came. One of the two is always
 * empty. Its lock comes after an execution's. Thread-safe.
 *
 * @param <R> the polls' answer
 */
final class TaskQueue<R extends Message> {
  private static final int FIRST_CLEARING = 1_024;

  private final Deque<Task<R>> tasks = new ArrayDeque<>();
  private final Deque<Poll<R>> polls = new ArrayDeque<>();
  private long lastPollNanos;
  private boolean polled;
  private boolean retired;
  private int clearAt = FIRST_CLEARING;

  /**
   * Gives a task to a waiting poll, or keeps it. Called with the lock of the task's execution.
   *
   * @return false if the queue is no more, and another must be had
   */
  boolean offer(Task<R> task, Outbox out) {
    Poll<R> poll;
    synchronized (this) {
      if (retired) {
        return false;
      }
      poll = polls.pollFirst();
      while (poll != null && poll.isCancelled()) {
        poll = polls.pollFirst();
      }
      if (poll == null) {
        tasks.add(task);
        clearStale();
        return true;
      }
    }
    task.give(poll, out);
    return true;
  }

  /** Tasks of closed workflows are not polled where nobody polls, and must not pile up. */
  private void clearStale() {
    if (tasks.size() > clearAt) {
      removeStale();
      clearAt = Math.max(FIRST_CLEARING, 2 * tasks.size());
    }
  }

  private void removeStale() {
    tasks.removeIf(task -> !task.live());
  }

  /**
   * Answers a poll with a task, or keeps it. One whose caller has gone, as a stall gives it time
   * to, is dropped: a task would be lost with it until its timeout. Called without a lock.
   *
   * @return false if the queue is no more, and another must be had
   */
  boolean poll(Poll<R> poll, long nowNanos) {
    while (true) {
      Task<R> task;
      synchronized (this) {
        if (retired) {
          return false;
        }
        if (poll.isCancelled()) {
          return true;
        }
        polled = true;
        lastPollNanos = nowNanos;
        task = tasks.pollFirst();
        if (task == null) {
          polls.add(poll);
          return true;
        }
      }
      Outbox out = new Outbox();
      boolean given;
      synchronized (task.execution()) {
        given = task.give(poll, out);
      }
      out.flush();
      if (given) {
        return true;
      }
    }
  }

  /** A poll whose caller has gone. */
  synchronized void forget(Poll<R> poll) {
    polls.remove(poll);
  }

  /** Whether anybody polls, or has within a time. */
  synchronized boolean polledWithin(long windowNanos, long nowNanos) {
    return !polls.isEmpty() || (polled && nowNanos - lastPollNanos <= windowNanos);
  }

  synchronized int backlog() {
    return tasks.size();
  }

  /** Answers polls whose time is over. */
  void expire(long nowNanos) {
    List<Poll<R>> over = new ArrayList<>();
    synchronized (this) {
      for (Iterator<Poll<R>> all = polls.iterator(); all.hasNext(); ) {
        Poll<R> poll = all.next();
        if (poll.expired(nowNanos)) {
          all.remove();
          over.add(poll);
        }
      }
    }
    over.forEach(Poll::answerEmpty);
  }

  /** Answers all polls with nothing, as when their worker shuts down. */
  void release() {
    List<Poll<R>> all;
    synchronized (this) {
      all = List.copyOf(polls);
      polls.clear();
      polled = false;
    }
    all.forEach(Poll::answerEmpty);
  }

  /**
   * Closes the queue if nobody has polled it for a time and it holds nothing to be done. What is
   * stale would keep it, and a workflow that is forgotten otherwise.
   */
  synchronized boolean retireIfIdle(long idleNanos, long nowNanos) {
    if (!polledWithin(idleNanos, nowNanos)) {
      removeStale();
      retired = tasks.isEmpty();
    }
    return retired;
  }
}
