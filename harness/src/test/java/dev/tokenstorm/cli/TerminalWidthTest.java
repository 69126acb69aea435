package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.report.Progress;
import dev.tokenstorm.report.ProgressGoal;
import dev.tokenstorm.report.Screen;
import dev.tokenstorm.result.SampleRun;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real terminals of several widths. */
@Timeout(60)
final class TerminalWidthTest {
  private static final ProgressGoal GOAL =
      new ProgressGoal(
          WorkloadKind.GREETING,
          OptionalLong.of(300),
          Optional.empty(),
          Duration.ofSeconds(1),
          OptionalLong.empty());

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {40, 50, 62})
  void nothingIsLeftOfTheViewOnATerminalThatIsNarrowerThanItsLines(int columns) throws Exception {
    Path written = folder.resolve("written");
    try (PseudoTerminal terminal = new PseudoTerminal(written, columns, List.of());
        TerminalWidth width = TerminalWidth.of(terminal.device(), "")) {
      assertThat(width.getAsInt()).isEqualTo(columns);
      try (PrintStream to =
              new PrintStream(
                  Files.newOutputStream(terminal.device()), true, StandardCharsets.UTF_8);
          Progress progress = new TerminalProgress(Progress.live(to, GOAL, width, true), width)) {
        to.println("before");
        for (int second = 0; second < 4; second++) {
          progress.accept(SampleRun.interval(1_000_000 + second, Phase.MEASURE));
        }
        progress.close();
        to.println("after");
        terminal.awaitText("after\r\n");
      }
      String all = terminal.written();
      assertThat(new Screen(columns).write(all).lines()).containsExactly("before", "after", "");
      assertThat(new Screen(columns).write(all.substring(0, all.lastIndexOf("\u001b[5A"))).lines())
          .hasSize(7)
          .anyMatch(line -> line.length() == columns - 1 && line.endsWith("…"));
    }
  }

  @Test
  void aTerminalThatIsResizedIsFollowedAndColumnsMayOnlyMakeLinesShorter() throws Exception {
    try (PseudoTerminal terminal = new PseudoTerminal(folder.resolve("written"), 62, List.of());
        TerminalWidth width = TerminalWidth.of(terminal.device(), "");
        TerminalWidth atMost = TerminalWidth.of(terminal.device(), "50")) {
      assertThat(atMost.getAsInt()).isEqualTo(50);
      terminal.resize(40);
      atMost.ask();
      width.ask();
      assertThat(atMost.getAsInt()).isEqualTo(40);
      assertThat(width.getAsInt()).isEqualTo(40);
      terminal.resize(0);
      width.ask();
      assertThat(width.getAsInt()).isEqualTo(Progress.USUAL_COLUMNS);
    }
  }

  @Test
  void aSignalIsHeardUntilItsHandlerIsClosed() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    SignalHandler.Registration handler = SignalHandler.on("WINCH", heard::countDown);
    Process kill =
        new ProcessBuilder("kill", "-WINCH", String.valueOf(ProcessHandle.current().pid())).start();
    assertThat(kill.waitFor()).isZero();
    heard.await();
    handler.close();
  }

  @Test
  void whereThereIsNoTerminalTheEnvironmentDecides() {
    try (TerminalWidth given = TerminalWidth.of(Path.of("/dev/null"), "132");
        TerminalWidth usual = TerminalWidth.of(Path.of("/dev/null"), "")) {
      assertThat(given.getAsInt()).isEqualTo(132);
      assertThat(usual.getAsInt()).isEqualTo(80);
    }
  }
}
