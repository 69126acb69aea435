package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchInputTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** Each row: the command and its arguments, and what the sentence says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tune | --target embedded becomes slower with age",
        "tune --target embedded --completers 1..4 | or give --force.",
        "tune --target null --completers 0..4 | --completers must be between 1 and 100000, not"
            + " 0..4",
        "tune --target null --completers 9..4 | --completers must be a range such as 1..512",
        "tune --target null --completers 1..2..3 | --completers must be a range such as 1..512",
        "tune --target null --completers 16 | must be a range such as 1..512, as it is what tune",
        "tune --target null --completers 1..x | --completers must be a range such as 1..512",
        "tune --target null --tune worker-slots | must be a flag and a range such as worker-slots",
        "tune --target null --tune worker-slot=1..4 | did you mean worker-slots?",
        "tune --target null --tune seed=1..4 | --tune must name one of completers,",
        "tune --target null --tune worker-slots=4 | --tune must have a range",
        "tune --target null --tune worker-slots=1..4 --worker-slots 3 | --worker-slots has no"
            + " place",
        "tune --target null --tune worker-slots=1..4 --worker wire | needs --worker sdk.",
        "tune --target null --tune worker-pollers=0..4 | --tune must be between 1 and 1000",
        "tune --target null --tune worker-slots=1..4 --completers 1..4 | both say what to vary",
        "tune --target null --workload standalone --tune worker-slots=1..4 | --tune worker-slots has"
            + " no place with --workload standalone, whose executions have no workflow; vary another"
            + " flag.",
        "tune --target null --workload standalone --tune workflow-cache=1..4 | vary another flag.",
        "tune --target null --workload standalone --branches 1 | --branches has no place with",
        "tune --workload standalone | --target embedded has no standalone activities",
        "tune --workload standalone --force | --target embedded has no standalone activities",
        "capacity --workload standalone --require tokens.lost==0 | --target embedded has no",
        "capacity --target null --workload standalone --require tokens.lost==0 --steps 1 | --steps",
        "tune --target null --executions 5 | --executions has no place in tune",
        "tune --target null --rate 5/s | --rate has no place in tune, which measures what a closed",
        "tune --target null --arrivals poisson | --arrivals has no place in tune",
        "tune --target null --workflows 5 | --workflows has no place in tune",
        "tune --target null --park 5 | --park has no place in tune",
        "tune --target null --linger 5s | --linger has no place in tune, whose runs follow each"
            + " other",
        "tune --target null --push otlp | --push has no place in tune, whose runs follow each other",
        "capacity --target null --require tokens.lost==0 --push otlp | --push has no place in"
            + " capacity, whose runs follow each other",
        "tune --target null --report junit=x.xml | --report has no place in tune, whose answer is"
            + " no verdict",
        "tune --target null --budget 1s | --budget must be between 10s and 24h",
        "tune --target null --budget | --budget",
        "tune --target null --budget 10s --duration 10m | --duration leaves no room for two runs in"
            + " --budget 10s",
        "tune --target null --metrics-address 192.0.2.1:9 | --metrics-address",
        "tune --target null --confirm 1m | --confirm is not a flag",
        "tune --target null --in-flight 5..9@1m | --in-flight must come to its end",
        "tune --target null --completers 1..100k --in-flight 1M | takes about",
        "tune --target null --branches 64 --payload-bytes 70000 | lower one of them, such as",
        "tune --target null --completion-delay 61s | is never shorter than",
        "capacity --target null --require tokens.lost==0 --branches 64 --payload-bytes 70000 |"
            + " lower one",
        "capacity --target null --require tokens.lost==0 --completion-delay 61s | shorten the"
            + " delay",
        "tune --target null --require workflow-corrected.p99<1s | a closed loop has no intended",
        "tune --target null --resume /nowhere | holds no search.json that can be read",
        "tune --target nul | --target must be embedded",
        "tune --target null --out / | --out must name a folder that does not exist yet",
        "capacity --target null | capacity needs --require",
        "capacity --require tokens.lost==0 | --target embedded becomes slower with age",
        "capacity --target null --require tokens.lost==0 --rate 5/s | --rate has no place in"
            + " capacity",
        "capacity --target null --require tokens.lost==0 --stages 5s@5/s | --stages has no place",
        "capacity --target null --require tokens.lost==0 --confirm 6m | is more than half of"
            + " --budget",
        "capacity --target null --require tokens.lost==0 --confirm 0 | --confirm must be between"
            + " 1s",
        "capacity --target null --require token.lost==0 | --require must say tokens.lost",
        "capacity --target null --require tokens.lost==0 --in-flight 5..9@1s | must be one number",
        "capacity --target null --require tokens.lost==0 --completers 1..9 | --completers must be",
      })
  void eachGetsOneSentenceThatNamesItAndExitCodeTwo(String args, String sentence) {
    Shell shell = new Shell();
    assertThat(shell.run(args.split(" "))).as(shell.err()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err())
        .startsWith("tokenstorm: ")
        .contains(sentence)
        .hasSizeLessThan(500)
        .matches("\\P{Cntrl}+\\R");
    assertThat(Path.of("results")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tune", "capacity"})
  void theHelpHasExamplesAndLeavesOutWhatIsRefused(String command) {
    Shell shell = new Shell();
    assertThat(shell.run(command, "--help")).isZero();
    assertThat(shell.out())
        .contains("Examples", "  tokenstorm " + command + " --target", "--budget=", "--resume=")
        .contains("--completion-delay=", "Exit codes")
        .doesNotContain("--stages=", "--park=", "--linger=");
    assertThat(shell.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void aDryRunPrintsThePlanOfARunAndRunsNothing() {
    Shell shell = new Shell();
    Path out = folder.resolve("out");
    assertThat(
            shell.run(
                "tune",
                "--target",
                "null",
                "--completers",
                "2..32",
                "--dry-run",
                "--out",
                out.toString()))
        .isZero();
    assertThat(shell.out()).contains("\ncompleters: 32\n", "\nin-flight: 64\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void aSearchThatGoesOnKeepsItsFlags() throws Exception {
    Path search = begunWith("\"completers\": [\"2..32\"], \"worker\": [\"wire\"]");
    assertThat(resumed(search, "tune", "--worker", "sdk"))
        .contains(
            "--worker is not what the search of --resume began with, which is wire; leave it");
    assertThat(resumed(search, "tune", "--steps", "3"))
        .contains(
            "--steps is not what the search of --resume began with, which is to leave it out");
    assertThat(resumed(search, "tune", "--out", "elsewhere"))
        .contains("--out has no place with --resume, which goes on in its folder; leave it out.");
    assertThat(resumed(search, "capacity")).contains("go on with tokenstorm tune --resume.");

    Shell same = new Shell();
    assertThat(
            same.run(
                "tune",
                "--resume",
                search.toString(),
                "--worker",
                "wire",
                "--dry-run",
                "--budget",
                "1m"))
        .as(same.err())
        .isZero();
    assertThat(same.out()).contains("\nworker: wire\n", "\ncompleters: 32\n");

    Files.writeString(search.resolve("search.json"), "{\"schema\": \"tokenstorm.run/v1\"}");
    assertThat(resumed(search, "tune")).contains("that is not of tokenstorm.search/v1; name the");
  }

  /** Variables of the shell that the search began in were either kept with it, or of no use. */
  @Test
  void aSearchThatGoesOnDoesNotMindVariables() throws Exception {
    Path search = begunWith("\"completers\": [\"2..32\"]");
    Shell shell = new Shell(Map.of("TOKENSTORM_COMPLETERS", "16", "TOKENSTORM_RATE", "5/s"));
    assertThat(shell.run("tune", "--resume", search.toString(), "--dry-run"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).contains("\ncompleters: 32\n");
  }

  /** The folder of a tuning of the null front end that was given these settings as well. */
  private Path begunWith(String settings) throws IOException {
    Path search = Files.createDirectories(folder.resolve("search"));
    Files.writeString(
        search.resolve("search.json"),
        """
        {"schema": "tokenstorm.search/v1", "search_id": "20261122-193015-4f2a", "seed": 7,
         "command": "tune", "started_at": "2026-11-22T19:30:15Z", "runs": [],
         "settings": {"target": ["null"], %s}}
        """
            .formatted(settings));
    return search;
  }

  private static String resumed(Path search, String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--resume", search.toString()));
    args.addAll(Arrays.asList(more));
    Shell shell = new Shell();
    assertThat(shell.run(args.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).hasLineCount(1);
    return shell.err();
  }
}
