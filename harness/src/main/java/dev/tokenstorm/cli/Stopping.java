package dev.tokenstorm.cli;

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

  private final Console console;
  private final LoadPlan load;
  private final CountDownLatch signalled = new CountDownLatch(1);
  private Optional<Interruptible> work = Optional.empty();
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
      console.message(signal.text() + ": ended before a workflow started.");
      Runtime.getRuntime().exit(ExitCode.INTERRUPTED);
      return;
    }
    if (signal == StopSignal.INT) {
      say(
          "%s: starts no more workflows, and drains for %s at most; another ends it at once."
              .formatted(signal.text(), DurationNotation.text(load.drainTimeout())));
      work.get().interrupt();
      return;
    }
    say(
        "%s: starts no more workflows, drains, terminates what is open, and ends within %s:"
                .formatted(signal.text(), DurationNotation.text(load.grace().plus(AFTER_GRACE)))
            + " --grace %s and %s for the results."
                .formatted(
                    DurationNotation.text(load.grace()), DurationNotation.text(AFTER_GRACE)));
    LastResort.after(load.grace(), work.get()::graceOver, this::telling);
    work.get().interrupt(load.grace());
  }

  @Override
  public synchronized void again() {
    work.ifPresent(Interruptible::abort);
  }

  private void say(String sentence) {
    if (!over) {
      work.ifPresent(begun -> begun.say(sentence));
    }
  }
}
