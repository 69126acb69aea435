package dev.tokenstorm.cli;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ends the process when its grace has been over for a while, whatever still goes on in it: who
 * asked for its end kills it soon after, and then nothing can be told from its exit code. Only
 * results that are being written get longer, as they wait for nothing but this machine, and would
 * be lost.
 */
final class LastResort {
  /** For the files and the summary, after the grace. */
  private static final Duration FOR_FILES = Duration.ofMillis(4_300);

  /** For results that are being written, on a machine that has hardly any time for them. */
  private static final Duration FOR_SLOW_FILES = Duration.ofSeconds(15);

  private static final Duration CHECK = Duration.ofMillis(20);

  /** For what the JVM does at its exit, such as stopping a dev server. */
  private static final Duration FOR_EXIT = Duration.ofMillis(500);

  private LastResort() {}

  /**
   * Begins to wait.
   *
   * @param graceOver is called when the grace is over
   * @param writing whether results are being written
   */
  static void after(Duration grace, Runnable graceOver, BooleanSupplier writing) {
    daemon(
        "grace",
        () -> {
          pause(grace);
          graceOver.run();
          pause(FOR_FILES);
          long lastNanos = NanoClock.SYSTEM.nanoTime() + FOR_SLOW_FILES.toNanos();
          while (writing.getAsBoolean() && NanoClock.SYSTEM.nanoTime() - lastNanos < 0) {
            pause(CHECK);
          }
          daemon("exit", () -> Runtime.getRuntime().exit(ExitCode.INTERRUPTED));
          pause(FOR_EXIT);
          Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        });
  }

  private static void daemon(String name, Step step) {
    DaemonThreads.start(
        name,
        () -> {
          try {
            step.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void pause(Duration length) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
  }

  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }
}
