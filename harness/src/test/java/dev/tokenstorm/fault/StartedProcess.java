package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processes that a command of a test has started, known by their numbers alone. */
final class StartedProcess {
  private StartedProcess() {}

  /** Who has been ended and waits for a parent that never asks is not running. */
  static boolean running(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException gone) {
      return false;
    }
  }

  /** Who is sent a signal ends when the system gets round to it. */
  static void awaitEnd(long pid) {
    while (running(pid)) {
      assertThat(Thread.interrupted()).as("it was waited for too long").isFalse();
      Thread.onSpinWait();
    }
  }

  /** Ends one that was left over, unless the system has given its number to another program. */
  static void end(long pid) {
    ProcessHandle.of(pid)
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .filter(program -> program.matches(".*/(sleep|sh|dash|bash|busybox|coreutils)"))
                    .isPresent())
        .ifPresent(ProcessHandle::destroyForcibly);
  }
}
