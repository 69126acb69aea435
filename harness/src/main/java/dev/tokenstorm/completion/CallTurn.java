package dev.tokenstorm.completion;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whose turn it is once a call has both been made and been answered: the thread that comes second
 * goes on, and sees what the other has written. For one caller and one answer at a time.
 */
final class CallTurn {
  private static final int CALLING = 0;
  private static final int WAITING = 1;
  private static final int ANSWERED = 2;

  private final AtomicInteger stage = new AtomicInteger();

  /** A call is about to be made; the one before has been dealt with. */
  void begin() {
    stage.set(CALLING);
  }

  /** The caller is done with the call. Whether the answer is yet to come, and goes on. */
  boolean leaveToAnswer() {
    return stage.compareAndSet(CALLING, WAITING);
  }

  /** The answer has come. Whether the caller is still at the call, and goes on. */
  boolean leaveToCaller() {
    return stage.compareAndSet(CALLING, ANSWERED);
  }
}
