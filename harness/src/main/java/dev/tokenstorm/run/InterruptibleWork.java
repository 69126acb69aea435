package dev.tokenstorm.run;

import dev.tokenstorm.measurement.NanoClock;
import java.time.Duration;

/** Work in parts: what is asked of it is asked of the part that is under way, or of the next. */
abstract class InterruptibleWork implements Interruptible {
  /** Knows the part that is under way. */
  final InterruptRelay interrupts = new InterruptRelay(NanoClock.SYSTEM);

  @Override
  public final void interrupt() {
    interrupts.interrupt();
  }

  @Override
  public final void interrupt(Duration grace) {
    interrupts.interrupt(grace);
  }

  @Override
  public final void abort() {
    interrupts.abort();
  }

  @Override
  public final void graceOver() {
    interrupts.graceOver();
  }

  @Override
  public final boolean writing() {
    return interrupts.writing();
  }
}
