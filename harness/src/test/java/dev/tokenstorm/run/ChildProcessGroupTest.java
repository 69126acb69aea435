package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.fault.GroupSignal;
import dev.tokenstorm.fault.ProgramPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All that a drill's process has started ends with it, whoever its parent is by then. */
@Timeout(60)
final class ChildProcessGroupTest {
  /** Writes the id of a process, in one piece. */
  private static final String TELL = "echo %s >\"$0\".new; mv \"$0\".new \"$0\"; ";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @BeforeEach
  void assumeGroupsAndStates() {
    Assumptions.assumeTrue(ProgramPath.find("setsid", System.getenv()).isPresent(), "no setsid");
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no /proc");
  }

  private Path id() {
    return folder.resolve("id");
  }

  private ChildProcess start(String script) throws IOException {
    return ChildProcess.start(
        List.of("sh", "-c", script, id().toString()), folder.resolve("out"), folder.resolve("err"));
  }

  /** Waits until the script has told the id of a process. */
  private long told() throws IOException {
    while (!Files.exists(id())) {
      assertThat(Thread.interrupted()).as("it was waited for too long").isFalse();
      Thread.onSpinWait();
    }
    return Long.parseLong(Files.readString(id()).strip());
  }

  /** Who has ended and waits for a parent that never asks is not running. */
  private static boolean running(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException gone) {
      return false;
    }
  }

  private static void awaitEnd(long pid) {
    while (running(pid)) {
      assertThat(Thread.interrupted()).as("it was waited for too long").isFalse();
      Thread.onSpinWait();
    }
  }

  /** Nobody whom the drill knows has started it. */
  @Test
  void whoHasLostItsParentEndsToo() throws IOException {
    try (ChildProcess process =
        start("sh -c 'sleep 600 & " + TELL.formatted("$!") + "' \"$0\"; exec sleep 600")) {
      long orphan = told();
      assertThat(running(orphan)).isTrue();

      process.kill();

      awaitEnd(orphan);
    }
  }

  /** As a server does that a run in that process has started. */
  @Test
  void whoHasASessionOfItsOwnEndsToo() throws IOException {
    try (ChildProcess process =
        start("setsid sh -c '" + TELL.formatted("$$") + "exec sleep 600' \"$0\" & wait")) {
      long server = told();
      assertThat(running(server)).isTrue();

      process.kill();

      awaitEnd(server);
    }
  }

  @Test
  void aGroupThatHasEndedHearsNoSignal() throws Exception {
    assertThat(start(TELL.formatted("$$")).await()).isZero();

    assertThat(GroupSignal.send(told(), "KILL", Duration.ofSeconds(10))).isFalse();
  }
}
