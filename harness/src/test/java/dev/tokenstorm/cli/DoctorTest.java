package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.LoopbackPorts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DoctorTest {
  private static final List<String> SUBJECTS =
      List.of(
          "reachable",
          "namespace",
          "permissions",
          "server",
          "standalone",
          "cores",
          "file handles",
          "threads",
          "heap",
          "JDK");

  @Test
  void theEmbeddedTargetIsFineAndSaysWhatDoesNotApply() {
    Shell shell = new Shell();
    assertThat(shell.run("doctor")).isEqualTo(ExitCode.PASSED);
    assertThat(shell.err()).isEmpty();
    assertOneLineEach(shell.out());
    assertThat(shell.out())
        .contains("! reachable", "not a benchmark", "– permissions   not applicable")
        .doesNotContain("✗");
  }

  @Test
  void theNullFrontEndIsFineAndSaysThatItIsNoServer() {
    Shell shell = new Shell();
    assertThat(shell.run("doctor", "--target", "null")).isEqualTo(ExitCode.PASSED);
    assertOneLineEach(shell.out());
    assertThat(shell.out())
        .contains("! reachable", "no server", "– permissions   not applicable")
        .doesNotContain("✗");
  }

  @Test
  void aPortThatNobodyListensOnSkipsTheRestOfTheTargetAndStillChecksTheMachine() {
    Shell shell = new Shell();
    assertThat(shell.run("doctor", "--target", "127.0.0.1:" + LoopbackPorts.silent()))
        .isEqualTo(ExitCode.COULD_NOT);
    assertOneLineEach(shell.out());
    assertThat(shell.out())
        .contains("✗ reachable", "refused the connection; is a Temporal server listening there?")
        .contains("– namespace     skipped", "– permissions   skipped", "– server        skipped")
        .contains("– standalone    skipped")
        .doesNotContain("server shares");
  }

  @Test
  void aWrongFlagIsAWrongFlag() {
    for (String[] args :
        List.of(
            new String[] {"doctor", "--target", "nonsense"},
            new String[] {"doctor", "--target", "dev-server", "--dev-server-path", "/nowhere"},
            new String[] {"doctor", "--workflows", "3"},
            new String[] {"doctor", "surplus"})) {
      Shell shell = new Shell();
      assertThat(shell.run(args)).as(String.join(" ", args)).isEqualTo(ExitCode.USAGE);
      assertThat(shell.out()).isEmpty();
      assertThat(shell.err()).startsWith("tokenstorm: ").hasLineCount(1);
    }
  }

  private static void assertOneLineEach(String out) {
    assertThat(out.lines())
        .hasSameSizeAs(SUBJECTS)
        .zipSatisfy(SUBJECTS, (line, subject) -> assertThat(line.substring(2)).startsWith(subject))
        .allSatisfy(line -> assertThat(line).matches("[✓!✗–] .{13} .+"));
  }
}
