package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends signals to another JVM, as Ctrl-C does. */
@Timeout(30)
final class InterruptsTest {

  @Test
  void theFirstSignalAsksForAnEndAndTheSecondForAQuickOne() throws Exception {
    Process process = child();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal(process, "-INT");
      assertThat(out.readLine()).isEqualTo("first");
      signal(process, "-TERM");
      assertThat(out.readLine()).isEqualTo("second");
      process.outputWriter(StandardCharsets.UTF_8).close();
      assertThat(out.readLine()).isEqualTo("closed");
      signal(process, "-TERM");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * A lost terminal brings signals that nobody sent: the shell's SIGHUP beside the kernel's, and a
   * SIGTERM where sessions are ended with their logins.
   */
  @ParameterizedTest
  @CsvSource({
    "INT INT INT, first INT again",
    "TERM TERM, first TERM again",
    "INT TERM, first INT again",
    "HUP HUP HUP, first HUP",
    "HUP TERM, first HUP",
    "HUP TERM TERM, first HUP again",
    "TERM HUP HUP, first TERM first HUP",
    "INT HUP HUP INT, first INT first HUP again"
  })
  void noLostTerminalMakesAnEndMoreUrgent(String signals, String expected) {
    List<String> told = new ArrayList<>();
    Interrupts interrupts =
        new Interrupts(
            new Interrupts.Listener() {
              @Override
              public void first(StopSignal signal) {
                told.add("first " + signal);
              }

              @Override
              public void again() {
                told.add("again");
              }
            });
    for (String signal : signals.split(" ", -1)) {
      interrupts.signalled(StopSignal.valueOf(signal));
    }
    assertThat(String.join(" ", told)).isEqualTo(expected);
  }

  private static void signal(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static Process child() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName());
    return new ProcessBuilder(SignalledProcess.command(command))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Says what it is told, and waits for the end of its input. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      Interrupts interrupts =
          Interrupts.handle(() -> System.out.println("first"), () -> System.out.println("second"));
      try (interrupts) {
        System.out.println("ready");
        while (System.in.read() >= 0) {
          // Not yet.
        }
      }
      System.out.println("closed");
      Thread.sleep(20_000);
    }
  }
}
