package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.result.StoredRun;
import dev.tokenstorm.testkit.NullFrontEnds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CleanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "'",
        "x' OR WorkflowId != '",
        "x\" OR \"",
        "a%",
        "A",
        "a_b",
        "a b",
        "a\n",
        "ä",
        "--",
        "\u001b[31m",
        "-leading",
      })
  void whatIsNoRunIdIsRefused(String runId) {
    Shell shell = new Shell();
    assertThat(shell.run("clean", "--target", "127.0.0.1:1", runId)).isEqualTo(ExitCode.USAGE);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).startsWith("tokenstorm: ").matches("\\P{Cntrl}+\\R");
  }

  @Test
  void targetsThatEndWithTheirRunAreRefused() {
    for (List<String> target :
        List.of(
            List.<String>of(),
            List.of("--target", "embedded"),
            List.of("--target", "null:eager"),
            List.of("--target=dev-server"))) {
      String[] args =
          Stream.concat(Stream.of("clean", "20261122-193015-4f2a"), target.stream())
              .toArray(String[]::new);
      Shell shell = new Shell();
      assertThat(shell.run(args)).isEqualTo(ExitCode.USAGE);
      assertThat(shell.err()).contains("--target must be HOST:PORT or env").hasLineCount(1);
    }
  }

  @Test
  void aNullFrontEndOfAnotherProcessIsOneSentence() throws IOException {
    try (NullFrontEnd frontEnd = NullFrontEnds.start()) {
      Shell shell = new Shell();
      String address = NullFrontEnds.address(frontEnd);
      assertThat(shell.run("clean", "20261122-193015-4f2a", "--target", address))
          .isEqualTo(ExitCode.COULD_NOT);
      assertThat(shell.err()).contains(address + " is a null front end").hasLineCount(1);
    }
  }

  @Test
  void aServerThatIsNotThereIsOneSentence() {
    Shell shell = new Shell();
    assertThat(shell.run("clean", "20261122-193015-4f2a", "--target", "127.0.0.1:1"))
        .isEqualTo(ExitCode.COULD_NOT);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).contains("127.0.0.1:1 refused the connection").hasLineCount(1);
  }

  /** What is offered has to work. */
  @Test
  void aTakeUpIsOfferedForARunThatCanBeTakenUp(@TempDir Path folder) {
    Path other = folder.resolve("it's");
    StoredRun.leaveElsewhere(other, 1);
    String runId = KilledRun.open(other).runId();
    assertThat(CleanCommand.takeUpNote(other, runId))
        .hasValueSatisfying(
            note ->
                assertThat(note).endsWith("run --take-up '" + folder.resolve("it'\\''s") + "'."));
    assertThat(CleanCommand.takeUpNote(other, "of-another-run")).isEmpty();
    Path own = folder.resolve("own");
    StoredRun.leave(own, 1);
    assertThat(CleanCommand.takeUpNote(own, runId)).isEmpty();
    Path operated = folder.resolve("operated");
    StoredRun.leaveElsewhere(operated, 1, "operate", "reset=10");
    assertThat(CleanCommand.takeUpNote(operated, runId)).isEmpty();
    assertThat(CleanCommand.takeUpNote(folder.resolve("none"), runId)).isEmpty();
  }
}
