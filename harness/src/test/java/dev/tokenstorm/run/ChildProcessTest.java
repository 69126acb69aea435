package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.fault.ProgramPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ChildProcessTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final List<ChildProcess> started = new ArrayList<>();

  private ChildProcess start(String script) throws IOException {
    ChildProcess process =
        ChildProcess.start(
            List.of("sh", "-c", script), folder.resolve("out"), folder.resolve("err"));
    started.add(process);
    return process;
  }

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(ChildProcess::kill);
  }

  @Test
  void oneThatNobodyWaitedForHasEndedOnceItIsClosed() throws IOException {
    ChildProcess process = start("exec sleep 600");
    assertThat(process.alive()).isTrue();

    process.close();

    assertThat(process.alive()).isFalse();
  }

  @Test
  void anInterruptOfWhoeverClosesItLeavesNothingBehind() throws IOException {
    ChildProcess process = start("exec sleep 600");
    Thread.currentThread().interrupt();
    try {
      process.close();
      assertThat(process.alive()).isFalse();
    } finally {
      assertThat(Thread.interrupted()).as("whoever called sees the interrupt").isTrue();
    }
  }

  /** Ctrl-C at a terminal goes to its whole process group. */
  @Test
  void itHasAProcessGroupOfItsOwnAndKeepsItsId() throws Exception {
    Assumptions.assumeTrue(ProgramPath.find("setsid", System.getenv()).isPresent(), "no setsid");

    ChildProcess process = start("echo $$; cut -d' ' -f5 /proc/$$/stat");

    assertThat(process.await()).isZero();
    List<String> printed = Files.readAllLines(folder.resolve("out"));
    assertThat(printed.get(1).strip()).isEqualTo(printed.get(0));
  }

  @Test
  void aProgramThatIsNotThereIsNotStarted() {
    assertThatThrownBy(
            () ->
                ChildProcess.start(
                    List.of("no-such-program-anywhere"),
                    folder.resolve("out"),
                    folder.resolve("err")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program-anywhere");
  }

  @Test
  void aLineThatIsHalfWrittenCountsNotYet() throws IOException {
    Path file = folder.resolve("lines");
    assertThat(KilledHarnessDrill.lines(file)).isZero();

    byte[] halfALetter = {(byte) 0xc3};
    Files.write(file, "one\nä\n".getBytes(StandardCharsets.UTF_8));
    Files.write(file, halfALetter, StandardOpenOption.APPEND);

    assertThat(KilledHarnessDrill.lines(file)).isEqualTo(2);
  }
}
