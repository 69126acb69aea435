package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.settings.RunSettings;
import dev.tokenstorm.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgramTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void everySettingIsInTheTableOnceAndInTheHelpUnderItsGroup() {
    assertThat(RunSettings.ALL).extracting(setting -> setting.name()).doesNotHaveDuplicates();
    List<Setting.Group> groups = new ArrayList<>(List.of(Setting.Group.values()));
    groups.removeAll(List.of(Setting.Group.SEARCH, Setting.Group.COMPARISON, Setting.Group.DRILLS));
    assertThat(RunSettings.ALL.stream().<Setting.Group>map(Setting::group).distinct())
        .as("the groups, in the order of help texts and plan files")
        .containsExactlyElementsOf(groups);

    Terminal terminal = new Terminal(Map.of());
    assertThat(terminal.run("run", "--help")).isZero();
    assertThat(terminal.err()).isEmpty();
    String oneLine = terminal.out().replaceAll("\\s+", " ");
    for (Setting<?> setting : RunSettings.ALL) {
      assertThat(oneLine).contains(" " + setting.flag(), setting.description());
      assertThat(terminal.out()).contains("\n" + setting.group().title() + "\n");
      if (setting.shape() != Setting.Shape.SWITCH) {
        assertThat(oneLine).contains("(default: " + setting.shownDefault() + ")");
      }
    }
    assertThat(terminal.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void theHelpDocumentsExitCodesAndExamples() {
    for (String[] args : List.of(new String[] {"--help"}, new String[] {"help", "run"})) {
      Terminal terminal = new Terminal(Map.of("NO_COLOR", "1"));
      assertThat(terminal.run(args)).isZero();
      assertThat(terminal.out())
          .contains("Exit codes", "130   interrupted", "xamples", "tokenstorm run --target")
          .doesNotContain("\u001b");
    }
  }

  /** Each row: the command, and the codes that its help lists. */
  @ParameterizedTest
  @CsvSource({
    "run, 0 1 2 3 4 130",
    "tune, 0 1 2 3 130",
    "capacity, 0 1 2 3 130",
    "drill, 0 1 2 3 130",
    "report, 0 1 2 130",
    "history, 0 1 2 130",
    "gate, 0 1 2 3 4 130",
    "doctor, 0 1 2 130",
    "clean, 0 1 2 130",
    "null-server, 0 1 2 130"
  })
  void eachCommandListsTheExitCodesThatItCanHave(String command, String codes) {
    Shell shell = new Shell();

    assertThat(shell.run("help", command)).isZero();

    List<String> listed =
        shell
            .out()
            .lines()
            .dropWhile(line -> !line.equals("Exit codes"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .filter(line -> line.matches(" +\\d+ .*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();
    assertThat(String.join(" ", listed)).isEqualTo(codes);
  }

  @Test
  void everyFlagHasAVariableThatDoesTheSame() {
    for (Setting<?> setting : RunSettings.ALL) {
      assertThat(setting.variable()).matches("TOKENSTORM_[A-Z_]+");
    }
    Terminal terminal =
        new Terminal(
            Map.of(
                "TOKENSTORM_IN_FLIGHT", "7",
                "TOKENSTORM_JSON", "true",
                "TOKENSTORM_TARGET", "dev-server",
                "TOKENSTORM_DEV_SERVER_ARG", "--a 1"));
    assertThat(terminal.run("run", "--quiet")).isEqualTo(ExitCode.FAILED);
    assertThat(terminal.plans().get(0).load().arrivals().inFlight()).isEqualTo(7);
    assertThat(terminal.plans().get(0).target().choice().toString()).contains("--a, 1");
    assertThat(terminal.flags()).containsExactly(new RunFlags(true, true, false));
  }

  @Test
  void aVariableThatIsNotKnownIsWarnedOfAndTheRunGoesOn() {
    Terminal terminal = new Terminal(Map.of("TOKENSTORM_SED", "1"));
    assertThat(terminal.run("run")).isEqualTo(ExitCode.FAILED);
    assertThat(terminal.err())
        .contains("TOKENSTORM_SED")
        .contains("TOKENSTORM_SEED?")
        .hasLineCount(1);
  }

  @Test
  void aDryRunPrintsAPlanThatCanBeRunAndAnEstimateAndRunsNothing() throws IOException {
    Terminal terminal = new Terminal(Map.of());
    Path out = folder.resolve("out");
    assertThat(terminal.run("run", "--dry-run", "--out", out.toString(), "--branches", "3"))
        .isZero();
    assertThat(terminal.plans()).isEmpty();
    assertThat(out).doesNotExist();
    assertThat(terminal.out()).contains("\nbranches: 3\n", "# Estimate: 2,000 workflows");

    Path plan = Files.writeString(folder.resolve("plan.yaml"), terminal.out());
    Terminal again = new Terminal(Map.of());
    again.run("run", "--plan", plan.toString(), "--steps", "5");
    assertThat(again.plans().get(0).greeting().activities()).isEqualTo(15);
  }

  @Test
  void anExpectedErrorIsItsOwnSentence() {
    Terminal terminal =
        new Terminal(
            Map.of(), new UncheckedIOException("nobody listens there.", new IOException()));
    assertThat(terminal.run("run")).isEqualTo(ExitCode.COULD_NOT);
    assertThat(terminal.err()).isEqualTo("tokenstorm: nobody listens there." + nl());
  }

  @Test
  void anUnexpectedErrorIsOneSentenceAndItsStackTraceIsForDebug() {
    RuntimeException error = new IllegalArgumentException("a\u001bb");
    Terminal terminal = new Terminal(Map.of(), error);
    assertThat(terminal.run("run")).isEqualTo(ExitCode.COULD_NOT);
    assertThat(terminal.err())
        .isEqualTo(
            "tokenstorm: IllegalArgumentException: a\\u001bb; run again with --debug for the stack"
                + " trace."
                + nl());

    Terminal debugging = new Terminal(Map.of(), error);
    assertThat(debugging.run("run", "--debug")).isEqualTo(ExitCode.COULD_NOT);
    assertThat(debugging.err()).contains("\tat dev.tokenstorm.cli.");
  }

  private static String nl() {
    return System.lineSeparator();
  }
}
