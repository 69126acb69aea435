package dev.tokenstorm.cell;

import dev.tokenstorm.load.Driver;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.server.Sentences;
import java.time.Duration;
import java.util.Optional;

/** The thread that starts workflows, and what became of it. All but its start is thread-safe. */
final class DriverThread {
  private static final String NAME = "driver";

  private final Driver driver;
  private volatile Optional<Thread> thread = Optional.empty();
  private volatile boolean done;
  private volatile Optional<String> failure = Optional.empty();

  DriverThread(Driver driver) {
    this.driver = driver;
  }

  void start() {
    Thread started = DaemonThreads.of(NAME, this::drive);
    thread = Optional.of(started);
    started.start();
  }

  private void drive() {
    try {
      driver.run();
    } catch (InterruptedException e) {
      failure = Optional.of("The driver was interrupted.");
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure = Optional.of("The driver broke: " + Sentences.rootMessage(e) + ".");
    } finally {
      done = true;
    }
  }

  /** Whether it has requested its last start. */
  boolean done() {
    return done;
  }

  /** Why it could not go on, in one sentence; empty while it can. */
  Optional<String> failure() {
    return failure;
  }

  /** Waits for its end. */
  void join(Duration most) throws InterruptedException {
    if (thread.isPresent()) {
      thread.get().join(most.toMillis());
    }
  }
}
