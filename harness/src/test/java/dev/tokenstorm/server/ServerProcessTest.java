package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signals to a real process, which need not be a server. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
final class ServerProcessTest {
  private static final List<String> SLEEPER = List.of("sleep", "600");
  private static final HostPort NOWHERE = new HostPort("127.0.0.1", 1);
  private static final int KILLED = 128 + 9;

  @TempDir private Path folder;
  private ServerProcess process;

  @BeforeEach
  void launch() throws IOException {
    process = ServerProcess.launch(SLEEPER, NOWHERE, folder.resolve("log"));
  }

  @AfterEach
  void close() {
    process.close();
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void aKilledProcessIsGoneAndSaysSo() {
    long pid = process.pid();

    assertThat(process.kill()).isEqualTo(KILLED);
    assertThat(alive(pid)).isFalse();
    assertThatThrownBy(process::kill)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the server had ended before, with exit code 137");
    assertThatThrownBy(process::pause).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itStartsAgainAsAnotherProcess() {
    long first = process.pid();
    assertThat(process.kill()).isEqualTo(KILLED);
    process.startAgain();

    assertThat(process.pid()).isNotEqualTo(first);
    assertThat(alive(process.pid())).isTrue();
  }

  @Test
  void aPausedProcessStandsStillUntilItIsLetGoOn() {
    assertThat(process.standsStill()).isFalse();
    process.pause();
    assertThat(process.standsStill()).isTrue();
    process.resume();
    assertThat(process.kill()).isEqualTo(KILLED);
  }

  /** It would not hear SIGTERM, and the time for its end is not spent on that. */
  @Test
  void aPausedProcessIsEndedAtOnce() {
    long pid = process.pid();
    process.pause();
    long begunNanos = System.nanoTime();
    process.close();

    assertThat(alive(pid)).isFalse();
    assertThat(System.nanoTime() - begunNanos)
        .as("less than the time after which what does not end is killed")
        .isLessThan(Duration.ofSeconds(10).toNanos());
  }

  @Test
  void whatIsClosedHasEndedAndStaysSo() {
    long pid = process.pid();
    process.close();

    assertThat(alive(pid)).isFalse();
    assertThatThrownBy(process::startAgain)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the run had ended");
  }
}
