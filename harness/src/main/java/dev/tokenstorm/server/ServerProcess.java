package dev.tokenstorm.server;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.text.HostPort;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server's process, which listens on a loopback port. It can be killed, paused, and started again
 * by the same command, and so on the same port and data. Thread-safe.
 *
 * <p>What cannot be done is told by an {@link IllegalStateException}, whose message is for the end
 * of a sentence.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CHECK = Duration.ofMillis(50);

  private final List<String> command;
  private final HostPort address;
  private final Path log;
  private Process process;

  /** Whether a signal has stopped it, so that it would not hear another one. */
  private boolean paused;

  private boolean closed;

  private ServerProcess(List<String> command, HostPort address, Path log, Process process) {
    this.command = List.copyOf(command);
    this.address = address;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it, and waits for nothing.
   *
   * @param log takes all that it says
   */
  static ServerProcess launch(List<String> command, HostPort address, Path log) throws IOException {
    return new ServerProcess(command, address, log, launched(command, log));
  }

  private static Process launched(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .start();
  }

  /**
   * Waits until it accepts connections; closed if it does not.
   *
   * @throws TargetException when it ends before, or takes too long
   */
  void awaitReady() throws IOException {
    Process started = current();
    long deadline = NanoClock.SYSTEM.nanoTime() + START_TIMEOUT.toNanos();
    while (true) {
      if (!started.isAlive()) {
        String said = tail();
        close();
        throw new TargetException(
            "The dev server ended before it was ready; check --dev-server-arg. It said: " + said);
      }
      try {
        new Socket(InetAddress.getLoopbackAddress(), address.port()).close();
        return;
      } catch (IOException notYet) {
        if (NanoClock.SYSTEM.nanoTime() - deadline > 0) {
          close();
          throw new TargetException(
              "The dev server was not ready after " + START_TIMEOUT.toSeconds() + " s.", notYet);
        }
        awaitNextCheck();
      }
    }
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    String last = lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1).strip();
    return last.length() > 200 ? last.substring(0, 200) + "…" : last;
  }

  private static void awaitNextCheck() {
    try {
      TimeUnit.NANOSECONDS.sleep(CHECK.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("Interrupted while the dev server was starting.", e);
    }
  }

  private synchronized Process current() {
    return process;
  }

  private Process running() {
    Process known = current();
    if (!known.isAlive()) {
      throw new IllegalStateException(
          "the server had ended before, with exit code " + known.exitValue());
    }
    return known;
  }

  /** Returns its process id, or that of the last one that ran. */
  public long pid() {
    return current().pid();
  }

  /**
   * Ends it by SIGKILL, as a crash does, and waits until it has gone.
   *
   * @return its exit code
   */
  public int kill() {
    Process killed = running().destroyForcibly();
    if (!ended(killed, END_TIMEOUT)) {
      throw new IllegalStateException("the server did not end when it was killed");
    }
    return killed.exitValue();
  }

  private static boolean ended(Process ending, Duration most) {
    try {
      return ending.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Starts it again, once it has ended, and waits for nothing. */
  public synchronized void startAgain() {
    if (closed) {
      throw new IllegalStateException("the run had ended");
    }
    try {
      process = launched(command, log);
      paused = false;
    } catch (IOException e) {
      throw new IllegalStateException("the server could not be started again: " + e.getMessage());
    }
  }

  /** Waits until it answers a call. */
  public void awaitAnswer() {
    long deadline = NanoClock.SYSTEM.nanoTime() + START_TIMEOUT.toNanos();
    try {
      awaitReady();
    } catch (IOException e) {
      throw new IllegalStateException("the server's log cannot be read: " + e.getMessage());
    }
    // On a connection of its own, as the run's may be broken by another fault.
    WorkflowServiceStubsOptions.Builder options = WorkflowServiceStubsOptions.newBuilder();
    HostAddress.of(address).applyTo(options, false, Optional.empty());
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(options.validateAndBuildWithDefaults());
    try {
      while (!answers(stubs)) {
        if (!current().isAlive() || NanoClock.SYSTEM.nanoTime() - deadline > 0) {
          throw new IllegalStateException("the server did not answer once it was started again");
        }
        awaitNextCheck();
      }
    } finally {
      stubs.shutdownNow();
    }
  }

  private static boolean answers(WorkflowServiceStubs stubs) {
    try {
      var unused =
          stubs
              .blockingStub()
              .withDeadlineAfter(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException notYet) {
      stubs.getRawChannel().resetConnectBackoff();
      return false;
    }
  }

  /** Stops it by SIGSTOP, and waits until it stands still. */
  public void pause() {
    Process stopping = running();
    synchronized (this) {
      paused = true;
    }
    signal("STOP", stopping.pid());
    long deadline = NanoClock.SYSTEM.nanoTime() + SIGNAL_TIMEOUT.toNanos();
    while (!standsStill()) {
      if (NanoClock.SYSTEM.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the server did not stop at SIGSTOP");
      }
      awaitNextCheck();
    }
  }

  /** Lets it go on by SIGCONT, which harms nobody if it goes on already. */
  public void resume() {
    Process stopped = running();
    signal("CONT", stopped.pid());
    synchronized (this) {
      paused = false;
    }
  }

  /**
   * Whether it is stopped, as far as the system tells: Linux does, and elsewhere the signals that
   * were sent do.
   */
  public boolean standsStill() {
    Path state = Path.of("/proc", Long.toString(pid()), "stat");
    try {
      String fields = Files.readString(state);
      return fields.startsWith(" T", fields.lastIndexOf(')') + 1);
    } catch (IOException unknown) {
      synchronized (this) {
        return paused && process.isAlive();
      }
    }
  }

  private static void signal(String name, long pid) {
    String command = "kill -%s %d".formatted(name, pid);
    try {
      // Every system has it in its shell, and not every one as a program.
      Process sending =
          new ProcessBuilder("sh", "-c", command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!ended(sending, SIGNAL_TIMEOUT)) {
        sending.destroyForcibly();
        throw new IllegalStateException(command + " did not end");
      }
      if (sending.exitValue() != 0) {
        throw new IllegalStateException(command + " ended with code " + sending.exitValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException(command + " could not be run: " + e.getMessage());
    }
  }

  /** Asks it to end, and waits for nothing; one that stands still would not hear, and is killed. */
  synchronized void endSoon() {
    closed = true;
    if (paused) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }

  /** Kills it, and waits for a moment until it is gone. */
  void endAtOnce(Duration most) {
    Process ending;
    synchronized (this) {
      closed = true;
      ending = process;
    }
    var unused = ended(ending.destroyForcibly(), most);
  }

  /** Ends it, and waits until it is gone. It does not start again. */
  @Override
  public void close() {
    endSoon();
    Process ending = current();
    if (!ended(ending, END_TIMEOUT)) {
      var unused = ended(ending.destroyForcibly(), END_TIMEOUT);
    }
  }
}
