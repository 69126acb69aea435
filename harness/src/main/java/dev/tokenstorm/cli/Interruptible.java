package dev.tokenstorm.cli;

import java.time.Duration;

/** Work that signals can end. Every method may be called from any thread. */
interface Interruptible {

  /** Ends it once it has drained. */
  void interrupt();

  /** Ends it within a time; what is open then is left. */
  void interrupt(Duration grace);

  /** Ends it without a drain. */
  void abort();

  /** The grace is over: waits for nothing that is no part of its results. */
  void graceOver();

  /** Whether it is writing down what it found out. */
  boolean writing();

  /** Prints a message where progress does not blur it. */
  void say(String sentence);
}
