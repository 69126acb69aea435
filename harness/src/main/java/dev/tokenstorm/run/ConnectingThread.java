package dev.tokenstorm.run;

import java.time.Duration;

/**
 * A thread that connects. Once the grace is over, it waits for the server no longer. Thread-safe.
 */
final class ConnectingThread implements Interruptible, AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private boolean over;
  private boolean cutOff;

  /** Nothing is open that could drain, and the server may yet answer. */
  @Override
  public void interrupt() {}

  @Override
  public void interrupt(Duration grace) {}

  @Override
  public void abort() {}

  @Override
  public synchronized void graceOver() {
    if (!over) {
      cutOff = true;
      thread.interrupt();
    }
  }

  @Override
  public boolean writing() {
    return false;
  }

  /** It connects no more. Called by the thread itself. */
  @Override
  public synchronized void close() {
    over = true;
    if (cutOff) {
      // What follows writes files, which an interrupt would cut off.
      var unused = Thread.interrupted();
    }
  }
}
