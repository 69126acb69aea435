package dev.tokenstorm.run;

import java.time.Duration;

/** Work that can be ended from outside. Every method may be called from any thread. */
public interface Interruptible {

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
}
