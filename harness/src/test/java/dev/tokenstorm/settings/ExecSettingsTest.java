package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.fault.CommandCall;
import dev.tokenstorm.fault.FaultCommand;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that faults name: where they stand, what they hold, and who may run them. */
final class ExecSettingsTest {
  private static final Map<Setting<?>, GivenValue> ALLOWED = Sources.flags("allow-exec", "true");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("kill.yaml"), text).toString();
  }

  /** The plan of one fault whose command stands in a file. */
  private RunPlan plan(String text) throws IOException {
    return Sources.merged(
        Sources.flags("fault", "1s: exec kill for 5s", "exec", "kill=" + file(text)), ALLOWED);
  }

  private static FaultCommand command(RunPlan plan) {
    assertThat(plan.faults().commands()).hasSize(1);
    return plan.faults().commands().get(0);
  }

  @Test
  void aFileHasACommandItsLimitWhatUndoesItAndTheVariablesThatItKeeps() throws IOException {
    RunPlan plan =
        plan(
            """
            command: [kubectl, delete, pod, temporal-history-0, --grace-period, 0]
            limit: 45s
            undo:
              shell: |
                echo a
                echo b
              limit: 2m
            keep-variables: [AWS_SECRET_ACCESS_KEY]
            """);

    assertThat(command(plan))
        .isEqualTo(
            new FaultCommand(
                "kill",
                new CommandCall(
                    List.of(
                        "kubectl", "delete", "pod", "temporal-history-0", "--grace-period", "0"),
                    Duration.ofSeconds(45)),
                Optional.of(CommandCall.shell("echo a\necho b\n", Duration.ofMinutes(2))),
                List.of("AWS_SECRET_ACCESS_KEY")));
  }

  @Test
  void aCommandHasNoUndoAndTheUsualLimitUnlessItsFileSaysSo() throws IOException {
    assertThat(command(plan("command: ['true']")))
        .isEqualTo(
            new FaultCommand(
                "kill",
                new CommandCall(List.of("true"), CommandCall.DEFAULT_LIMIT),
                Optional.empty(),
                List.of()));
  }

  /** The plan among the results says what was run, wherever its file is by then. */
  @Test
  void aWrittenPlanHoldsTheWholeCommandAndReadsBackAsTheSame() throws IOException {
    RunPlan plan =
        plan(
            """
            command: [a, "b c", "it's", "null", "", "x\\ny", '{', "\\\\", "é\\u202e", "- n", "1: 2"]
            undo: {shell: "c; \\"d\\"", limit: 1500ms}
            keep-variables: [A_KEY, B]
            """);
    Path written = Files.writeString(folder.resolve("plan.yaml"), PlanYaml.write(plan));

    assertThat(Sources.merged(PlanFile.read(written), ALLOWED).faults()).isEqualTo(plan.faults());
  }

  @Test
  void aPlanFileHoldsCommandsOrNamesTheirFiles() throws IOException {
    String kill = file("command: [kill, '1']");
    Path written =
        Files.writeString(
            folder.resolve("plan.yaml"),
            """
            fault: ["1s: exec kill", "2s: exec slow for 1s"]
            exec:
              kill: %s
              slow: {command: [tc, add], undo: {command: [tc, del]}}
              later: missing.yaml
            """
                .formatted(kill));

    assertThat(Sources.merged(PlanFile.read(written), ALLOWED).faults().commands())
        .extracting(FaultCommand::words)
        .containsExactly("kill 1", "tc add, undone by tc del");
    Files.writeString(written, "fault: '1s: exec kill'\nexec:\n  - \"kill=%s\"\n".formatted(kill));
    assertThat(command(Sources.merged(PlanFile.read(written), ALLOWED)).words())
        .isEqualTo("kill 1");
  }

  @Test
  void theExamplesOfTheDocumentAreRead() throws IOException {
    Path slow = Files.writeString(folder.resolve("slow.yaml"), example("command: [tc, "));
    Path written =
        Files.writeString(
            folder.resolve("plan.yaml"),
            example("slow: slow.yaml").replace("slow: slow.yaml", "slow: " + slow));

    assertThat(Sources.merged(PlanFile.read(written), ALLOWED).faults().commands())
        .extracting(FaultCommand::words)
        .containsExactly(
            "tc qdisc add dev eth1 root netem delay 200ms, undone by tc qdisc del dev eth1 root",
            "kubectl delete pod temporal-history-0 --wait=false");
  }

  /** The block of YAML in the document that holds a text. */
  private static String example(String text) throws IOException {
    return Pattern.compile("(?s)```yaml\n(.*?)```")
        .matcher(Files.readString(Path.of("../docs/faults.md")))
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.contains(text))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | : kill.yaml is empty; write it as in command: [kubectl, delete, pod, NAME].",
        "a | : kill.yaml must consist of keys and values",
        "a: b: c | : kill.yaml is not YAML",
        "limit: 1s | : kill.yaml must have command or shell, as in command: [kubectl, delete, pod,"
            + " NAME].",
        "`command: [a]\nshell: b` | : kill.yaml has both command and shell; keep one of them.",
        "command: a b | : command in kill.yaml (line 1) must be a list, as in [kubectl, delete,"
            + " pod, NAME]; a text for a shell is shell.",
        "command: [] | : command in kill.yaml (line 1) must begin with a program.",
        "command: [-x] | must begin with a program.",
        "command: [a, null] | command in kill.yaml (line 1) has no value",
        "command: [a, [b]] | command in kill.yaml (line 1) must be a single value.",
        "command: [!!java.net.URL x] | must be a single value.",
        "command: [a, \"\\0\"] | must have texts of at most 65536 characters, none of which is"
            + " NUL.",
        "shell: ' ' | : shell in kill.yaml (line 1) must say something.",
        "`command: [a]\nlimt: 1s` | : limt in kill.yaml (line 2) is not a key of a command; did you"
            + " mean limit?",
        "`command: [a]\ncommand: [b]` | : command in kill.yaml (line 2) is there for the second"
            + " time; keep one.",
        "`command: [a]\nlimit: 2h` | : limit in kill.yaml (line 2) must be between 1ms and 1h, not"
            + " 2h.",
        "`command: [a]\nlimit: soon` | : limit in kill.yaml (line 2) must ",
        "`command: [a]\nundo: [b]` | : undo in kill.yaml (line 2) must have keys, as in undo:"
            + " {command: [kubectl, uncordon, NODE]}.",
        "`command: [a]\n"
            + "undo: {limit: 1s}` | : undo in kill.yaml (line 2) must have command or shell",
        "`command: [a]\nundo: {command: [b], undo: {}}` | : undo in kill.yaml (line 2) is not a key"
            + " of a command",
        "`command: [a]\nkeep-variables: A` | : keep-variables in kill.yaml (line 2) must be a list",
        "`command: [a]\nkeep-variables: [A=B]` | must have names of variables, not A=B.",
        "`command: [a]\nkeep-variables: [TEMPORAL_API_KEY]` | must not have TEMPORAL_API_KEY, since"
            + " no command gets variables of Temporal or Tokenstorm.",
      })
  void aWrongFileIsRefusedInOneSentence(String text, String expected) {
    assertThatThrownBy(() -> plan(text))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--exec kill: ")
        .hasMessageContaining(expected.strip())
        .message()
        .matches(Printable::isPrintable)
        .doesNotContain("\n");
  }

  @Test
  void aWrongCommandOfAPlanFileIsRefusedByItsLine() throws IOException {
    Path written =
        Files.writeString(
            folder.resolve("plan.yaml"), "exec:\n  kill:\n    command: [a]\n    unod: {}\n");
    assertThatThrownBy(() -> PlanFile.read(written))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "exec: unod in plan.yaml (line 4) is not a key of a command; did you mean undo?");
    Files.writeString(written, "exec:\n  kill:\n");
    assertThatThrownBy(() -> PlanFile.read(written))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("kill in plan.yaml (line 2) has no value");
  }

  private static void refused(String sentence, String... flags) {
    assertThatThrownBy(() -> Sources.merged(Sources.flags(flags), ALLOWED))
        .isInstanceOf(UsageException.class)
        .hasMessage(sentence);
  }

  @Test
  void aFaultNamesACommandThatIsThere() throws IOException {
    String kill = "kill=" + file("command: [a]");
    refused(
        "--fault '1s: exec kill' names a command that is not there; give --exec kill=FILE.",
        "fault",
        "1s: exec kill");
    refused(
        "--fault '1s: exec kil' names a command that is not there; give --exec kil=FILE, or name"
            + " kill.",
        "fault",
        "1s: exec kil",
        "exec",
        kill);
    refused(
        "--exec gives kill twice; keep one of them.",
        "fault",
        "1s: exec kill",
        "exec",
        kill,
        "exec",
        kill);
    refused(
        "--exec gives kill, which no fault names; add a fault, as in --fault '30s: exec kill', or"
            + " leave it out.",
        "exec",
        kill);
    refused(
        "--exec must be NAME=FILE, with a name of letters, digits, dots, dashes and underscores, as"
            + " in restart=restart.yaml, not a/b=c.",
        "exec",
        "a/b=c");
    refused(
        "--exec kill="
            + Printable.shown(folder + "/gone.yaml")
            + " does not exist; name a YAML file.",
        "fault",
        "1s: exec kill",
        "exec",
        "kill=" + folder + "/gone.yaml");
  }

  @Test
  void aFaultWithAnUndoSaysForHowLong() throws IOException {
    refused(
        "--fault '90s: exec kill' must say for how long, as in '90s: exec kill for 10s', since the"
            + " command has an undo.",
        "fault",
        "90s: exec kill",
        "exec",
        "kill=" + file("{command: [a], undo: {command: [b]}}"));
  }

  @Test
  void commandsBreakNoConnectionsSoAnyTargetWillDo() throws IOException {
    assertThat(
            Sources.merged(
                    Sources.flags(
                        "target",
                        "embedded",
                        "fault",
                        "1s: exec kill",
                        "exec",
                        "kill=" + file("command: [a]")),
                    ALLOWED)
                .faults()
                .any())
        .isTrue();
  }

  @Test
  void nothingIsRunThatTheCommandLineDidNotAllow() throws IOException {
    Map<Setting<?>, GivenValue> given =
        Sources.flags(
            "fault",
            "1s: exec kill for 1s",
            "exec",
            "kill=" + file("{command: [kill, '1 2'], undo: {shell: 'a; b'}}"));
    String refusal =
        "--fault runs commands on this machine, kill (kill '1 2', undone by /bin/sh -c 'a; b');"
            + " give --allow-exec as a flag if it may.";

    assertThatThrownBy(() -> Sources.merged(given))
        .isInstanceOf(UsageException.class)
        .hasMessage(refusal);
    assertThatThrownBy(() -> Sources.merged(given, Sources.flags("allow-exec", "false")))
        .isInstanceOf(UsageException.class)
        .hasMessage(refusal);
    // Whatever else may have given it, it was no flag.
    for (GivenValue.Source source :
        List.of(GivenValue.Source.PLAN_FILE, GivenValue.Source.VARIABLE)) {
      Map<Setting<?>, GivenValue> elsewhere =
          Map.of(PermissionSettings.ALLOW_EXEC, new GivenValue(source, "X", List.of("true")));
      assertThatThrownBy(() -> Sources.merged(given, elsewhere))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("X allows nothing, since only the flag --allow-exec counts");
    }
    assertThat(Sources.merged(given, ALLOWED).faults().commands()).hasSize(1);
    // It runs nothing.
    assertThat(Sources.merged(given, Sources.flags("dry-run", "true")).faults().commands())
        .hasSize(1);
  }

  @Test
  void neitherAVariableNorAPlanFileNorTheResultsOfARunAllowCommands() throws IOException {
    Map<Setting<?>, GivenValue> variable =
        SettingVariables.read(Map.of("TOKENSTORM_ALLOW_EXEC", "true"));
    assertThatThrownBy(() -> Sources.merged(variable))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "TOKENSTORM_ALLOW_EXEC allows nothing, since only the flag --allow-exec counts; remove"
                + " it, and give the flag if you mean it.");
    assertThat(SettingVariables.read(Map.of("TOKENSTORM_ALLOW_EXEC", ""))).isEmpty();

    RunPlan plan = plan("command: [a]");
    Path written = Files.writeString(folder.resolve("plan.yaml"), PlanYaml.write(plan));
    assertThat(written).content().doesNotContain("allow-exec");
    assertThatThrownBy(() -> Sources.merged(PlanFile.read(written)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("runs commands on this machine, kill (a); give --allow-exec");
    Files.writeString(written, "allow-exec: true\n");
    assertThatThrownBy(() -> PlanFile.read(written))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "allow-exec in plan.yaml (line 1) is not part of a plan; give --allow-exec as a flag.");
  }

  @Test
  void searchesAndComparisonsRunNoCommands() {
    assertThatThrownBy(
            () ->
                TestPlans.capacity("target", "null", "exec", "a=b", "require", "errors.count == 0"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--exec has no place in capacity, ");
    assertThatThrownBy(
            () ->
                TestPlans.compare(
                    "target", "null", "a", "", "b", "--completers 2", "allow-exec", "true"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--allow-exec has no place in compare");
  }
}
