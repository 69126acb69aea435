package dev.tokenstorm.run;

import dev.tokenstorm.fault.GroupSignal;
import dev.tokenstorm.fault.ProgramPath;
import dev.tokenstorm.settings.SettingVariables;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that a drill starts. SIGTERM asks it to end. Whoever waits for it ends it and all that
 * it has started when interrupted, and the end of this JVM does so too.
 *
 * <p>Where the system has {@code setsid} it leads a process group of its own, which is ended as a
 * whole. So nobody escapes who is just being started, or whose parent has ended. Elsewhere those
 * are ended who descend from it at that moment.
 */
final class ChildProcess implements Interruptible, AutoCloseable {
  /** How long a signal to the group may take. */
  private static final Duration SIGNAL = Duration.ofSeconds(5);

  private final Process process;
  private final boolean leader;
  private final Thread endAtExit;

  private ChildProcess(Process process, boolean leader, Thread endAtExit) {
    this.process = process;
    this.leader = leader;
    this.endAtExit = endAtExit;
  }

  /**
   * Starts a command. No variable of ours reaches it, as it would add to its flags. Where the
   * system has {@code setsid} it gets a session of its own, so that Ctrl-C at the terminal reaches
   * us alone.
   *
   * @param out takes what it prints
   * @param err takes its messages
   * @throws IOException if it cannot be started
   */
  static ChildProcess start(List<String> command, Path out, Path err) throws IOException {
    Map<String, String> environment = System.getenv();
    if (ProgramPath.find(command.get(0), environment).isEmpty()) {
      throw new IOException("there is no program " + command.get(0));
    }
    List<String> words = new ArrayList<>();
    Optional<Path> setsid = ProgramPath.find("setsid", environment);
    setsid.ifPresent(path -> words.add(path.toString()));
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith(SettingVariables.PREFIX));
    // Messages of the system are looked for in English.
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    boolean leader = setsid.isPresent();
    Thread endAtExit = new Thread(() -> kill(process, leader), "drill-child-end");
    Runtime.getRuntime().addShutdownHook(endAtExit);
    return new ChildProcess(process, leader, endAtExit);
  }

  /** Waits for its end, and returns its exit code. */
  int await() throws InterruptedException {
    try {
      return process.waitFor();
    } finally {
      close();
    }
  }

  /** Ends it if it has not ended, and waits until it has, also when this thread is interrupted. */
  @Override
  public void close() {
    kill();
    process.onExit().join();
    forget();
  }

  private void forget() {
    try {
      var unused = Runtime.getRuntime().removeShutdownHook(endAtExit);
    } catch (IllegalStateException goingDown) {
      return;
    }
  }

  /** Whether it has not ended. */
  boolean alive() {
    return process.isAlive();
  }

  /** Ends it, and all that it has started, as {@code kill -9} does. */
  void kill() {
    kill(process, leader);
  }

  private static void kill(Process process, boolean leader) {
    // Who stands still starts nobody, so that all who left the group are among the descendants.
    signal(process, leader, "STOP");
    List<ProcessHandle> descendants = process.descendants().toList();
    signal(process, leader, "KILL");
    descendants.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Also when this thread is interrupted, which it stays. */
  private static void signal(Process process, boolean leader, String name) {
    if (!leader) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      var unused = GroupSignal.send(process.pid(), name, SIGNAL);
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void interrupt() {
    process.destroy();
  }

  @Override
  public void interrupt(Duration grace) {
    interrupt();
  }

  @Override
  public void abort() {
    kill();
  }

  @Override
  public void graceOver() {
    kill();
  }

  @Override
  public boolean writing() {
    return false;
  }
}
