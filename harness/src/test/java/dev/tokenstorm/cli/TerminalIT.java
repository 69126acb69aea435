package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.report.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on a narrow terminal that becomes wider while it runs. */
@Timeout(120)
final class TerminalIT {
  private static final Pattern OF_THE_VIEW =
      Pattern.compile("^(warm-up|measure|drain) .*|^  (workflows?|completion|errors) .*ETA|…$");

  private static final String ERASURE = "\u001b[5A\r\u001b[J";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theViewKeepsToTheWidthThatTheTerminalHasAndLeavesNothingBehind() throws Exception {
    Path jar = Path.of(System.getProperty("tokenstorm.jar", "target/tokenstorm.jar"));
    assertThat(jar).isRegularFile();
    List<String> command =
        List.of(
            "env",
            "-u",
            "COLUMNS",
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            jar.toAbsolutePath().toString(),
            "run",
            "--target",
            "null",
            "--no-metrics",
            "--out",
            folder.resolve("out").toString(),
            "--duration",
            "4s",
            "--in-flight",
            "5",
            "--worker",
            "wire",
            "--completer",
            "grpc");
    try (PseudoTerminal terminal = new PseudoTerminal(folder.resolve("written"), 40, command)) {
      terminal.awaitText(ERASURE);
      String narrow = terminal.written();
      terminal.resize(62);
      assertThat(terminal.await()).as(terminal.written()).isZero();
      String[] frames = terminal.written().split(Pattern.quote(ERASURE), -1);
      assertThat(plain(frames[1]).lines()).hasSize(5).allMatch(line -> line.length() < 40);
      assertThat(plain(frames[frames.length - 2]).lines())
          .hasSize(5)
          .allMatch(line -> line.length() < 62)
          .anyMatch(line -> line.length() > 40);
      Screen screen = new Screen(40).write(narrow);
      screen.resize(62);
      screen.write(terminal.written().substring(narrow.length()));
      assertThat(screen.lines()).noneMatch(line -> OF_THE_VIEW.matcher(line).find());
    }
  }

  private static String plain(String frame) {
    return frame.replaceAll("\u001b\\[[0-9;]*m", "");
  }
}
