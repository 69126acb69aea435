package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.settings.TestPlans;
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

final class CompareInputTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** Each row: the arguments, those with blanks between slashes, and what the sentence says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--target null | compare needs two sides at least, such as --a '--completer sdk'",
        "--target null --a // | compare needs two sides at least",
        "--target null --a // --side a= | --side a is the name of another side as well",
        "--target null --a // --b // --c // --d // --e // --f // --side g= | at most 6 sides, and"
            + " there are 7",
        "--target null --a // --side =x | --side must be a name and its flags, such as old=",
        "--target null --a // --side b | --side must be a name and its flags, such as old=",
        "--target null --a // --side b.c= | --side must begin with a name of letters, digits",
        "--a // --b // | --target embedded becomes slower with age",
        "--target null --a // --b /--target embedded/ | --target of --b embedded becomes slower",
        "--target null --a // --b /--out x/ | --out of --b is no flag of a single side; give it"
            + " beside the sides.",
        "--target null --a // --b /--report junit=x/ | --report of --b is no flag of a single side",
        "--target null --a // --b /--history h.db/ | --history of --b is no flag of a single side",
        "--target null --a // --b --json | --json of --b is no flag of a single side",
        "--target null --a // --b --metrics-address=:1 | --metrics-address of --b is no flag of a",
        "--target null --a // --b /--linger 5s/ | --linger of --b is no flag of a single side;"
            + " leave it out, as the runs follow each other.",
        "--target null --a // --b /--push otlp/ | --push of --b is no flag of a single side; leave"
            + " it out, as the runs follow each other.",
        "--target null --a // --b // --push otlp | --push has no place in compare, whose runs"
            + " follow each other; leave it out.",
        "--target null --a // --b /--plan x/ | --plan of --b is no flag of a single side; give it"
            + " beside the sides, or its settings as flags.",
        "--target null --a // --b --quiet | --quiet of --b is no flag of a single side",
        "--target null --a // --b /--compleeter grpc/ | --compleeter of --b is not a flag; did you"
            + " mean --completer?",
        "--target null --a // --b /--vus 20/ | --vus of --b is not a flag; did you mean"
            + " --in-flight?",
        "--target null --a // --b grpc | --b must hold flags of run, and grpc is none",
        "--target null --a // --b --completer | --completer of --b needs a value (KIND).",
        "--target null --a // --b --no-metrics=1 | --no-metrics of --b takes no value",
        "--target null --a // --b /--seed 1 --seed 2/ | --seed of --b is there twice; give it"
            + " once.",
        "--target null --a // --b /--completer fast/ | --completer of --b must be sdk or grpc, not",
        "--target null --a // --side new=/--worker x/ | --worker of --side new must be sdk or",
        "--target null --a // --b /--require 'x/ | --b must close the quotation mark ' that it"
            + " opens",
        "--target null --a // --b // --margin 0 | --margin must be above 0 and at most 100%",
        "--target null --a // --b // --margin x | --margin must be a share such as 5% or 0.05",
        "--target null --a // --b // --figure completion.p98 | --figure must say completion.p9",
        "--target null --a // --b // --expect x | --expect must be a side's figure, a comparison",
        "--target null --a // --b // --expect /c.workflow.p99 < a/ | --expect must name one of the"
            + " sides a, b, not c.",
        "--target null --a // --b /--rate 5\\/s/ | Sides a and b cannot be compared, as one starts",
        "--target null --a // --b // --budget 5s | --budget must be between 10s and 24h",
        "--target null --a // --b // --budget 60s --duration 10s | --budget 1m leaves no room for"
            + " 6 blocks of 2 runs, which take 2m 06s without drains",
        "--target null --a // --b // --linger 5s | --linger has no place in compare, whose runs",
        "--target null --a // --b // --report x | --report must be junit=FILE, markdown=FILE, or",
        "--target null --a // --b // --out \\/ | --out must name a folder that does not exist yet",
        "--target null --a // --b // --label x=1 | --label is of a row of --history; add --history",
        "--target null --a // --b /--label x=1/ | --label of --b is of a row of --history; add",
        "--target null --a // --b /--series x/ | --series of --b is of a row of --history; add",
        "--target null --a // --b // --series x | --series beside the sides would make one series"
            + " of them; give each side its own, as in --a '--series old', or leave it out.",
        "--target null --a // --b // --history jdbc:postgresql:\\/\\/u:p@h\\/d | --history must not"
            + " have a user or a password in its URL",
        "--a /--target null/ --b /--target null:latency=9ms/ --history h.db | --history cannot tell"
            + " sides a and b apart, as what they differ in tells no series from another; give each"
            + " its own --target-label.",
        "--target null --a /--no-metrics/ --b // --history h.db | --history cannot tell sides a and"
            + " b apart",
        "--target null --a /--in-flight 7 --series x/ --b /--series x/ --history h.db | --history"
            + " cannot tell sides a and b apart, as what they differ in tells no series from"
            + " another; give each its own --series.",
        "--resume \\/nowhere | holds no compare.json that can be read",
      })
  void eachGetsOneSentenceThatNamesItAndExitCodeTwo(String args, String sentence) {
    Shell shell = new Shell();
    assertThat(shell.run(words(args))).as(shell.err()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err())
        .startsWith("tokenstorm: ")
        .contains(sentence)
        .hasSizeLessThan(500)
        .matches("\\P{Cntrl}+\\R");
    assertThat(Path.of("results")).doesNotExist();
  }

  /** Slashes stand for quotation marks; one after a backslash for itself. */
  private static String[] words(String args) {
    List<String> words = new ArrayList<>(List.of("compare"));
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i <= args.length(); i++) {
      char c = i < args.length() ? args.charAt(i) : ' ';
      if (c == '\\') {
        i++;
        word.append(args.charAt(i));
        any = true;
      } else if (c == '/') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    return words.toArray(String[]::new);
  }

  @Test
  void theHelpHasExamplesAndLeavesOutWhatIsRefused() {
    Shell shell = new Shell();
    assertThat(shell.run("compare", "--help")).isZero();
    assertThat(shell.out())
        .contains("Examples", "  tokenstorm compare --target", "--budget=", "--side=", "--expect=")
        .contains("--completion-delay=", "Exit codes", "an expectation is undecided")
        .doesNotContain("--linger=");
    assertThat(shell.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void aDryRunPrintsThePlanOfEachSideAndRunsNothing() {
    Shell shell = new Shell();
    Path out = folder.resolve("out");
    assertThat(
            shell.run(
                "compare",
                "--target",
                "null",
                "--worker",
                "wire",
                "--duration",
                "3s",
                "--a",
                "",
                "--b",
                "--completer grpc --in-flight=7 --workflows 50",
                "--side",
                "c=--worker sdk",
                "--dry-run",
                "--out",
                out.toString()))
        .as(shell.err())
        .isZero();
    String[] sides = shell.out().split("# Side ", -1);
    assertThat(sides).hasSize(4);
    assertThat(sides[1]).startsWith("a\n").contains("\nworker: wire\n", "\nduration: 3s\n");
    assertThat(sides[2])
        .as("a side's flag goes before the common one")
        .startsWith("b\n")
        .contains("\ncompleter: grpc\n", "\nin-flight: 7\n", "\nworkflows: 50\n")
        .doesNotContain("duration: 3s");
    assertThat(sides[3]).startsWith("c\n").contains("\nworker: sdk\n", "\nduration: 3s\n");
    assertThat(out).doesNotExist();
  }

  /** Whoever reads {@code compare.json} is not told where the history is. */
  @Test
  void aComparisonKeepsNoWordOfItsHistory() {
    Map<String, List<String>> given =
        TestPlans.compare(
                "target",
                "null",
                "a",
                "--label commit=1",
                "b",
                "",
                "history",
                "jdbc:postgresql://db:5432/runs",
                "label",
                "branch=main",
                "target-label",
                "cluster",
                "out",
                folder.resolve("out").toString())
            .given();
    assertThat(given).containsOnlyKeys("a", "b", "target");
  }

  @Test
  void aComparisonThatGoesOnKeepsItsFlags() throws Exception {
    Path compare = begun("interrupted");
    assertThat(resumed(compare, "--b", "--completer sdk"))
        .contains("--b is not what the comparison of --resume began with, which is");
    assertThat(resumed(compare, "--margin", "1%"))
        .contains("--margin is not what the comparison of --resume began with, which is to leave");
    assertThat(resumed(compare, "--out", "elsewhere")).contains("--out has no place with --resume");

    Shell same = new Shell();
    assertThat(
            same.run(
                "compare",
                "--resume",
                compare.toString(),
                "--b",
                "--completer grpc",
                "--dry-run",
                "--budget",
                "15s"))
        .as(same.err())
        .isZero();
    assertThat(same.out())
        .as("lengths stay as they were, whatever the budget")
        .contains("\ncompleter: grpc\n", "\nduration: 2500ms\n", "\nwarmup: 700ms\n");
  }

  @Test
  void aComparisonThatHasComeToItsEndHasSpentItsLooks() throws Exception {
    assertThat(resumed(begun("all-run")))
        .contains("has come to its end, as all blocks that --budget allowed were run")
        .endsWith("; begin a new comparison.\n");
  }

  private Path begun(String ending) throws IOException {
    Path compare = Files.createDirectories(folder.resolve("compare"));
    Files.writeString(
        compare.resolve("compare.json"),
        """
        {"schema": "tokenstorm.compare/v1", "compare_id": "20261122-193015-4f2a", "seed": 7,
         "started_at": "2026-11-22T19:30:15Z", "ending": "%s", "runs": [],
         "lengths": {"warmup_seconds": 0.7, "measured_seconds": 2.5},
         "settings": {"target": ["null"], "a": [""], "b": ["--completer grpc"]}}
        """
            .formatted(ending));
    return compare;
  }

  private static String resumed(Path compare, String... more) {
    List<String> args = new ArrayList<>(List.of("compare", "--resume", compare.toString()));
    args.addAll(Arrays.asList(more));
    Shell shell = new Shell();
    assertThat(shell.run(args.toArray(String[]::new))).as(shell.err()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).hasLineCount(1);
    return shell.err();
  }
}
