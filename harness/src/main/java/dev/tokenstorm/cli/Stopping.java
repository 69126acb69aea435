package dev.tokenstorm.cli;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.plan.DurationNotation;
import dev.tokenstorm.plan.LoadPlan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a run or a search does about signals: says that one came and how long its end may take, and
 * ends the work. Before there is work nothing is open, and the process ends at once.
 */
final class Stopping implements Interrupts.Listener {
  /** How long after the grace the process has ended. */
  private static final Duration AFTER_GRACE = Duration.ofSeconds(5);

  private static final long LONGEST_SAYING_MILLIS = 200;

  private final Console console;
  private final LoadPlan load;
  private final CountDownLatch signalled = new CountDownLatch(1);
  private Optional<Interruptible> work = Optional.empty();
  private boolean graceBegun;
  private volatile boolean over;
  private volatile boolean told;

  Stopping(Console console, LoadPlan load) {
    this.console = console;
    this.load = load;
  }

  /** From now on signals end this work. */
  synchronized void begin(Interruptible begun) {
    work = Optional.of(begun);
  }

  /** The work is over, and what it found out is being told. */
  void over() {
    over = true;
  }

  /** All that was found out has been told. */
  void told() {
    told = true;
  }

  private synchronized boolean telling() {
    return !told && (over || work.filter(Interruptible::writing).isPresent());
  }

  /** Whether a signal came. */
  boolean signalled() {
    return signalled.getCount() == 0;
  }

  /** Waits for a signal. */
  void await(Duration atMost) throws InterruptedException {
    var unused = signalled.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized void first(StopSignal signal) {
    signalled.countDown();
    if (work.isEmpty()) {
      unhindered(() -> console.message(signal.text() + ": ended before a workflow started."));
      Runtime.getRuntime().exit(ExitCode.INTERRUPTED);
      return;
    }
    if (signal == StopSignal.INT) {
      work.get().interrupt();
      say(
          "%s: starts no more workflows, and drains for %s at most; another ends it at once."
              .formatted(signal.text(), DurationNotation.text(load.drainTimeout())));
      return;
    }
    LastResort.after(load.grace(), work.get()::graceOver, this::telling);
    work.get().interrupt(load.grace());
    if (graceBegun) {
      return;
    }
    graceBegun = true;
    say(
        "%s: starts no more workflows, drains, terminates what is open, and ends within %s:"
                .formatted(signal.text(), DurationNotation.text(load.grace().plus(AFTER_GRACE)))
            + " --grace %s and %s for the results."
                .formatted(
                    DurationNotation.text(load.grace()), DurationNotation.text(AFTER_GRACE)));
  }

  @Override
  public synchronized void again() {
    work.ifPresent(Interruptible::abort);
  }

  private void say(String sentence) {
    if (!over && work.isPresent()) {
      Interruptible begun = work.get();
      unhindered(() -> begun.say(sentence));
    }
  }

  /** Waits for no more than a moment, as nobody may read what is said. */
  private static void unhindered(Runnable saying) {
    Thread thread = DaemonThreads.start("signal-said", saying);
    try {
      thread.join(LONGEST_SAYING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
