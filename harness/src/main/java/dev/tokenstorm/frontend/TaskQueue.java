package dev.tokenstorm.frontend;

import com.google.protobuf.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Matches tasks and polls, both in the order of their arrival. Either tasks or polls wait, never
 * both. Its lock is taken after an execution's, never before. Thread-safe.
 *
 * @param <R> type of the polls' answer
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
   * @return false if the queue is retired, and the caller must get a new one
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

  /**
   * Removes stale tasks now and then. Otherwise tasks of closed workflows would pile up in a queue
   * that nobody polls.
   */
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
   * Answers a poll with a task, or keeps the poll. A poll whose caller has gone, as may happen in a
   * stall, is dropped: a task given to it would be lost until its timeout. Called without a lock.
   *
   * @return false if the queue is retired, and the caller must get a new one
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

  /** Removes a poll whose caller has gone. */
  synchronized void forget(Poll<R> poll) {
    polls.remove(poll);
  }

  /** Returns whether a poll waits, or came within a period before now. */
  synchronized boolean polledWithin(long windowNanos, long nowNanos) {
    return !polls.isEmpty() || (polled && nowNanos - lastPollNanos <= windowNanos);
  }

  synchronized int backlog() {
    return tasks.size();
  }

  /** Answers the polls whose time is over. */
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

  /** Answers all polls without a task, because their worker shuts down. */
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
   * Retires the queue if nobody has polled it for a time and it holds no task to be done. Stale
   * tasks are removed first, because they would keep the queue and their closed workflows in
   * memory.
   */
  synchronized boolean retireIfIdle(long idleNanos, long nowNanos) {
    if (!polledWithin(idleNanos, nowNanos)) {
      removeStale();
      retired = tasks.isEmpty();
    }
    return retired;
  }
}
