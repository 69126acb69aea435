package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.result.StoredRun;
import dev.tokenstorm.testkit.NullFrontEnds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and targets with which nobody can go on. */
final class TakeUpInputTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Path killed(String target) throws IOException {
    Path run = folder.resolve("run");
    StoredRun.leave(run, 3);
    Files.writeString(run.resolve("plan.yaml"), "target: " + target + "\nworkflows: 300\n");
    return run;
  }

  private static String refused(int exitCode, String... args) {
    Shell shell = new Shell();
    assertThat(shell.run(args)).as(shell.err()).isEqualTo(exitCode);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).startsWith("tokenstorm: ").hasLineCount(1);
    return shell.err();
  }

  @Test
  void aRunThatCameToItsEndIsRefused() {
    Path run = folder.resolve("run");
    StoredRun.write(run, 10, false);
    assertThat(refused(ExitCode.USAGE, "run", "--take-up", run.toString()))
        .contains("has come to its end");
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThat(refused(ExitCode.USAGE, "run", "--take-up", folder.toString()))
        .contains("holds no unfinished.jsonl");
  }

  @Test
  void aTargetThatEndedWithItsRunIsRefused() throws IOException {
    assertThat(refused(ExitCode.USAGE, "run", "--take-up", killed("embedded").toString()))
        .contains("was on a target of its own, embedded");
  }

  @Test
  void aFlagOfTheLoadIsNamed() throws IOException {
    Path run = killed("127.0.0.1:1");
    assertThat(refused(ExitCode.USAGE, "run", "--take-up", run.toString(), "--workflows", "301"))
        .contains("--workflows is not what the run of --take-up began with, which is 300;");
  }

  @Test
  void aServerThatIsNotThereLeavesTheFolderAsItWas() throws IOException {
    Path run = killed("127.0.0.1:1");
    assertThat(
            refused(
                ExitCode.COULD_NOT, "run", "--take-up", run.toString(), "--no-metrics", "--quiet"))
        .contains("127.0.0.1:1 refused the connection");
    assertThat(run.resolve("unfinished.jsonl")).exists();
    assertThat(run.resolve("result.json")).doesNotExist();
  }

  @Test
  void aNullFrontEndRemembersNothing() throws IOException {
    try (NullFrontEnd frontEnd = NullFrontEnds.start()) {
      Path run = killed(NullFrontEnds.address(frontEnd));
      assertThat(
              refused(
                  ExitCode.COULD_NOT,
                  "run",
                  "--take-up",
                  run.toString(),
                  "--no-metrics",
                  "--quiet"))
          .contains("is a null front end, which lists no executions");
      assertThat(new Shell().run("report", run.toString())).isZero();
    }
  }

  @Test
  void aDryRunShowsThePlan() throws IOException {
    Path run = killed("127.0.0.1:1");
    Shell shell = new Shell();
    assertThat(shell.run("run", "--take-up", run.toString(), "--dry-run")).isZero();
    assertThat(shell.out())
        .contains(
            "workflows: 300", "# The plan of run ", "# The run is taken up: nothing is started")
        .doesNotContain("Estimate");
  }

  /** Neither by the plan of somebody else's folder nor with the caller's permission. */
  @Test
  void aCommandOfThePlanIsNotRun() throws IOException {
    Path run = killed("127.0.0.1:1");
    Path made = folder.resolve("made");
    Files.writeString(
        run.resolve("plan.yaml"),
        """
        target: 127.0.0.1:1
        rate: 10/s
        duration: 60s
        fault:
          - "0s: exec make"
        exec:
          make:
            command: [touch, '%s']
        """
            .formatted(made));
    List<String> words =
        new ArrayList<>(List.of("run", "--take-up", run.toString(), "--no-metrics", "--quiet"));
    for (List<String> further : List.of(List.<String>of(), List.of("--allow-exec"))) {
      words.addAll(further);
      assertThat(refused(ExitCode.COULD_NOT, words.toArray(String[]::new)))
          .contains("127.0.0.1:1 refused the connection");
      assertThat(made).doesNotExist();
    }
    Shell shell = new Shell();
    assertThat(shell.run("run", "--take-up", run.toString(), "--dry-run")).isZero();
    assertThat(shell.out()).doesNotContain("# Command");
  }
}
