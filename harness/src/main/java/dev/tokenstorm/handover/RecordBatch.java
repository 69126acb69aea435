package dev.tokenstorm.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records of one poll, all of which have to be answered before the next. It belongs to the
 * thread of a member, but for {@link #decidedOne}.
 */
final class RecordBatch {
  private final List<HeldRecord> records = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allDecided = lock.newCondition();
  private int undecided;

  void add(HeldRecord record) {
    records.add(record);
    lock.lock();
    try {
      undecided++;
    } finally {
      lock.unlock();
    }
  }

  /** What becomes of one of them is known. Any thread may say so. */
  void decidedOne() {
    lock.lock();
    try {
      undecided--;
      if (undecided == 0) {
        allDecided.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until what becomes of each is known, or the time is over. */
  void awaitDecided(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (undecided > 0 && left > 0) {
        left = allDecided.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Those that have not been taken out. */
  List<HeldRecord> records() {
    return List.copyOf(records);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  void remove(HeldRecord record) {
    records.remove(record);
  }
}
