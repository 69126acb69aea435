package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on the null front end, whose faults are commands. */
@Timeout(300)
final class ExecFaultTest {
  private static final String LOAD =
      "--target null --worker wire --completer grpc --rate 40/s --duration 5s --quiet ";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Path out() {
    return folder.resolve("out");
  }

  private String exec(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("try.yaml"), text);
    return "--exec 'try=" + file + "' ";
  }

  private String broken() {
    return folder.resolve("broken").toString();
  }

  @Test
  void aCommandBeginsAtItsTimeIsUndoneAtItsEndAndIsToldWithItsWitness() throws IOException {
    String exec =
        exec(
            """
            shell: |
              echo breaking
              touch '%1$s'
            undo:
              command: [rm, '%1$s']
            """
                .formatted(broken()));

    ProgramRun run =
        ProgramRun.of(out(), LOAD + exec + "--allow-exec --fault '500ms: exec try for 300ms'")
            .passed();

    assertThat(Path.of(broken())).doesNotExist();
    JsonNode fault = run.result().at("/faults/0");
    assertThat(fault.at("/kind").asText()).isEqualTo("exec");
    assertThat(fault.at("/happened").asBoolean()).isTrue();
    assertThat(fault.at("/witness").asText())
        .startsWith("its command ended with exit code 0 after ")
        .contains(", and its undo ended with exit code 0 after ");
    assertThat(fault.at("/begin_seconds").asDouble()).isGreaterThanOrEqualTo(0.5);
    assertThat(fault.at("/end_seconds").asDouble()).isGreaterThanOrEqualTo(0.8);
    assertThat(run.read("fault1-try.out")).isEqualTo("breaking\n");
    assertThat(run.read("plan.yaml")).contains("exec:\n", "touch").doesNotContain("allow");
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("its command ended with exit code 0 after ")
        .doesNotContain("breaking");
    assertThat(run.err()).doesNotContain("breaking");
  }

  @Test
  void aCommandThatFailsFailsTheRunWithItsExitCode() throws IOException {
    // The plan has what is run, and not what that writes.
    String exec = exec("shell: printf 'pri%s' vate >&2; exit 3");

    ProgramRun run =
        ProgramRun.of(out(), LOAD + exec + "--allow-exec --fault '500ms: exec try'")
            .exited(ExitCode.FAILED);

    assertThat(run.result().at("/verdict/reasons"))
        .singleElement()
        .satisfies(
            reason ->
                assertThat(reason.asText())
                    .startsWith(
                        "Fault 1 (500ms: exec try) did not happen: it could not be carried"
                            + " out (its command ended with exit code 3 after ")
                    .endsWith("; see fault1-try.err)."));
    assertThat(run.read("fault1-try.err")).isEqualTo("private");
    assertThat(run.out() + run.err() + run.read("result.json")).doesNotContain("private");
  }

  @Test
  void anUndoThatFailsFailsTheRunAndIsToldAlsoWhereNoSummaryIs() throws IOException {
    String exec = exec("{command: ['true'], undo: {shell: exit 4}}");

    ProgramRun run =
        ProgramRun.of(
                out(), LOAD + exec + "--json --allow-exec --fault '500ms: exec try for 300ms'")
            .exited(ExitCode.FAILED);

    assertThat(run.err())
        .contains(
            "Fault 1 (500ms: exec try for 300ms) was not undone: its undo ended with exit code 4")
        .contains("; by hand: /bin/sh -c 'exit 4'.");
    assertThat(run.result().at("/faults/0/happened").asBoolean()).isTrue();
    assertThat(run.result().at("/faults/0/not_undone").asText()).startsWith("its undo ended ");
  }

  /** The run is over long before the fault is. */
  @Test
  void aRunThatEndsUndoesWhatGoesOn() throws IOException {
    String exec =
        exec("{command: [touch, '%1$s'], undo: {command: [rm, '%1$s']}}".formatted(broken()));

    ProgramRun run =
        ProgramRun.of(out(), LOAD + exec + "--allow-exec --fault '500ms: exec try for 1h'")
            .passed();

    assertThat(Path.of(broken())).doesNotExist();
    assertThat(run.result().at("/faults/0/witness").asText()).endsWith(", until the run ended");
    assertThat(out().resolve("unfinished.jsonl")).doesNotExist();
  }

  @Test
  void aCommandThatIsNotAllowedOrNotThereIsRefusedBeforeAnythingStarts() throws IOException {
    ProgramRun forbidden =
        ProgramRun.of(out(), LOAD + exec("command: ['true']") + "--fault '500ms: exec try'")
            .exited(ExitCode.USAGE);
    assertThat(forbidden.err())
        .isEqualTo(
            "tokenstorm: --fault runs commands on this machine, try (true); give --allow-exec as a"
                + " flag if it may."
                + System.lineSeparator());
    ProgramRun missing =
        ProgramRun.of(
                out(),
                LOAD
                    + exec("command: [no-such-program]")
                    + "--allow-exec --fault '500ms: exec try'")
            .exited(ExitCode.USAGE);
    assertThat(missing.err()).contains("--exec try runs the program no-such-program, which is not");
    assertThat(out()).doesNotExist();
  }

  @Test
  void aDryRunShowsWhatWouldBeRunAndRunsNothing() throws IOException {
    ProgramRun run =
        ProgramRun.of(
                out(),
                LOAD
                    + exec("command: [touch, '%s']".formatted(broken()))
                    + "--dry-run --fault '500ms: exec try'")
            .exited(ExitCode.PASSED);

    assertThat(run.out())
        .contains("# Fault 1: exec try, at 500ms of the run.", "# Command try: touch " + broken());
    assertThat(Path.of(broken())).doesNotExist();
  }

  @Test
  void anEnvironmentThatAllowsCommandsIsRefused() {
    Shell shell = new Shell(Map.of("TOKENSTORM_ALLOW_EXEC", "1"));

    assertThat(shell.run("run", "--target", "null")).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("only the flag --allow-exec counts").hasLineCount(1);
  }
}
