package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    return new ProcessBuilder(Attentive.command(command))
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
