package dev.tokenstorm.cli;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.run.Interruptible;
import dev.tokenstorm.text.DurationNotation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run, a search or a comparison ends by signals through this class. It says that one came and how
 * long the end may take, and ends the work. Before there is work nothing is open, and the process
 * ends at once.
 */
final class Stopping implements Interrupts.Listener {
  /** How long after the grace the process has ended. */
  private static final Duration AFTER_GRACE = Duration.ofSeconds(5);

  private static final long LONGEST_SAYING_MILLIS = 200;

  private final Console console;
  private Optional<Work> work = Optional.empty();
  private boolean graceBegun;
  private volatile boolean over;
  private volatile boolean told;

  Stopping(Console console) {
    this.console = console;
  }

  /**
   * What signals end.
   *
   * @param plan says what it starts, and how long its end may take
   * @param saying prints a message where progress does not blur it
   */
  private record Work(Interruptible ended, RunPlan plan, Consumer<String> saying) {}

  /**
   * From now on signals end this work.
   *
   * @param plan says what it starts, and how long its end may take
   * @param saying prints a message where progress does not blur it
   */
  synchronized void begin(Interruptible begun, RunPlan plan, Consumer<String> saying) {
    work = Optional.of(new Work(begun, plan, saying));
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
    return !told && (over || work.filter(begun -> begun.ended().writing()).isPresent());
  }

  @Override
  public synchronized void first(StopSignal signal) {
    if (work.isEmpty()) {
      unhindered(() -> console.message(signal.text() + ": ended before anything started."));
      Runtime.getRuntime().exit(ExitCode.INTERRUPTED);
      return;
    }
    Interruptible ended = work.get().ended();
    LoadPlan load = work.get().plan().load();
    String plural = work.get().plan().workload().plural();
    if (signal == StopSignal.INT) {
      ended.interrupt();
      say(
          "%s: starts no more %s, and drains for %s at most; another ends it at once."
              .formatted(signal.text(), plural, DurationNotation.text(load.drainTimeout())));
      return;
    }
    LastResort.after(load.grace(), ended::graceOver, this::telling);
    ended.interrupt(load.grace());
    if (graceBegun) {
      return;
    }
    graceBegun = true;
    say(
        "%s: starts no more %s, drains, terminates what is open, and ends within %s:"
                .formatted(
                    signal.text(), plural, DurationNotation.text(load.grace().plus(AFTER_GRACE)))
            + " --grace %s and %s for the results."
                .formatted(
                    DurationNotation.text(load.grace()), DurationNotation.text(AFTER_GRACE)));
  }

  @Override
  public synchronized void again() {
    work.ifPresent(begun -> begun.ended().abort());
  }

  private void say(String sentence) {
    if (!over && work.isPresent()) {
      Consumer<String> saying = work.get().saying();
      unhindered(() -> saying.accept(sentence));
    }
  }

  /** Waits for no more than a moment, as nobody may read what is said. */
  static void unhindered(Runnable saying) {
    Thread thread = DaemonThreads.start("signal-said", saying);
    try {
      thread.join(LONGEST_SAYING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
