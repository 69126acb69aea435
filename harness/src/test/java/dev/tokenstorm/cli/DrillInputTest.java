package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DrillInputTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static String refused(String... args) {
    Shell shell = new Shell();
    assertThat(shell.run(args)).as(shell.err()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err())
        .startsWith("tokenstorm: ")
        .hasSizeLessThan(500)
        .matches("\\P{Cntrl}+\\R");
    assertThat(Path.of("results")).doesNotExist();
    return shell.err();
  }

  /**
   * Each row: the arguments, with a plus sign for each blank in one, and what the sentence says.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--quiet | --target embedded has no connections to break, so drill needs another; give",
        "--target embedded | --target embedded has no connections to break, so drill needs another",
        "--target null --fault 1s:+cut+1s | --fault has no place in drill, each of whose runs has"
            + " its own; leave it out, or put a drill of your own into a plan file.",
        "--target null --require tokens.lost+==+0 | --require has no place in drill, each of whose",
        "--target null --duration 1m | --duration has no place in drill, each of whose runs",
        "--target null --workflows 9 | --workflows has no place in drill, each of whose runs",
        "--target null --park 10 | --park has no place in drill, each of whose runs",
        "--target null --linger 5s | --linger has no place in drill, whose runs follow each other",
        "--target null --push otlp | --push has no place in drill, whose runs follow each other",
        "--target null --report junit=F | --report has no place in drill, whose runs follow",
        "--target null --history h.db | --history has no place in drill, whose runs follow",
        "--target null --only slow-lnk | --only must name drills that there are, and slow-lnk is"
            + " none; did you mean slow-link?",
        "--target null --only server-gone | --only server-gone needs --target dev-server; name it,"
            + " or another drill.",
        "--target null --only slow-link, | --only must be names of drills with commas between",
        "--target null --only Slow | --only must be names of drills with commas between them",
        "--target null --rate fast | --rate must be",
        "--target null --rate 0.5/s | --rate 0.5/s gives drill connections-cut 2.00 completions per"
            + " second before its fault, and fault1:recovery needs 4.00; give a higher rate.",
        "--target null --only slow-link --worker x | --worker must be sdk or",
        "--target null --out / | --out must name a folder that does not exist yet",
        "--resume /nowhere | holds no drills.json that can be read; name the folder of a drill.",
      })
  void eachGetsOneSentenceThatNamesItAndExitCodeTwo(String args, String sentence) {
    List<String> words = new ArrayList<>(List.of("drill"));
    Arrays.stream(args.split(" ", -1)).map(word -> word.replace('+', ' ')).forEach(words::add);
    assertThat(refused(words.toArray(String[]::new))).contains(sentence);
  }

  /** Each row: a plan file in which semicolons stand for ends of lines, and the sentence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "drills: 7 | drills in plan.yaml (line 1) must be a list, as in - {name: slow-bank, fault:",
        "drills:; - 7 | drills in plan.yaml (line 2) must have drills with names, as in - {name:",
        "drills:; - {fault: '1s: cut 1s'} | drills in plan.yaml (line 2) must give each drill one"
            + " name, as in",
        "drills:; - {name: a b, fault: '1s: cut 1s'} | name in plan.yaml (line 2) must begin with a"
            + " letter and have lower-case letters, digits and hyphens, at most 22 of them, not",
        "drills:; - {name: slow-link, fault: '1s: cut 1s'} | name in plan.yaml (line 2) is"
            + " slow-link, as another drill is called; give it another name.",
        "drills:; - {name: mine} | name in plan.yaml (line 2) is of a drill without a fault; give"
            + " it one, as in fault: '15s: stall 4s'.",
        "drills:; - {name: mine, fault: '1s: cut 1s', target: env} | target in plan.yaml (line 2)"
            + " is not of a single drill; give it beside the drills.",
        "drills:; - {name: mine, fault: '1s: break 1s'} | fault in plan.yaml (line 2) must say",
        "drills:; - {name: mine, fault: '5s: kill-server'} | fault in plan.yaml (line 2) is of a"
            + " drill whose server never comes back, so its run cannot pass; use restart-server"
            + " after 5s, or --only server-gone.",
        "drills:; - {name: mine, fault: '9m: cut 1s'} | '9m: cut 1s' begins when the run is over",
        "drills:; - {name: mine, falt: '1s: cut 1s'} | falt in plan.yaml (line 2) is not a setting;"
            + " did you mean fault?",
        "vus: 7 | vus in plan.yaml (line 1) is not a setting; did you mean",
      })
  void aPlanFileThatIsWrongIsToldByItsLine(String text, String sentence) throws IOException {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), text.replace("; ", "\n  "));
    assertThat(refused("drill", "--target", "null:rpc-latency=1ms", "--plan", plan.toString()))
        .contains(sentence);
  }

  @Test
  void aPlanFileWithDrillsIsNoneOfARun() throws IOException {
    Path plan = planWithDrills();
    assertThat(refused("run", "--plan", plan.toString()))
        .contains("drills in drills.yaml (line 2) are no settings of a run; give the file to");
  }

  private Path planWithDrills() throws IOException {
    return Files.writeString(
        folder.resolve("drills.yaml"),
        """
        worker: wire
        drills:
          - name: slow-bank
            fault: '3s: stall 4s'
            require: 'fault1:errors.ratio < 20%'
            rate: 9/s
          - name: flapping
            fault:
              - '2s: reset 50%'
              - '4s: reset 50%'
            workflows: 100
            in-flight: 7
        """);
  }

  @Test
  void theListHasTheDrillsOfThePlanFileAsWell() throws IOException {
    Shell shell = new Shell();
    assertThat(shell.run("drill", "--list", "--plan", planWithDrills().toString()))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .contains("\nconnections-cut ", "\nslow-link ")
        .containsPattern("\nslow-bank +3s: stall 4s +any target +55 s\n")
        .containsPattern("\nflapping +2s: reset 50%; 4s: reset 50% +any target +70 s\n");
  }

  @Test
  void aDrillOfTheServerItselfNeedsAServerOfItsOwn() throws IOException {
    Path plan =
        Files.writeString(
            folder.resolve("drills.yaml"),
            "drills:\n  - {name: nap, fault: '5s: pause-server 1s'}\n");
    Shell shell = new Shell();
    assertThat(
            shell.run(
                "drill",
                "--target",
                "null",
                "--only",
                "nap,slow-link",
                "--dry-run",
                "--plan",
                plan.toString()))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .contains("# Drill nap\n# Not run: It needs a server of its own, as --target dev-server");
  }

  /** A drill's own setting goes before one of the file, and a flag before both. */
  @Test
  void aDryRunPrintsThePlanOfEachDrillAndRunsNothing() throws IOException {
    Shell shell = new Shell();
    Path out = folder.resolve("out");
    assertThat(
            shell.run(
                "drill",
                "--target",
                "null",
                "--plan",
                planWithDrills().toString(),
                "--only",
                "flapping,connections-cut,slow-bank",
                "--max-attempts",
                "4",
                "--dry-run",
                "--out",
                out.toString()))
        .as(shell.err())
        .isZero();

    String[] drills = shell.out().split("# Drill ", -1);
    assertThat(drills).hasSize(4);
    assertThat(drills[1])
        .startsWith("connections-cut\n")
        .contains("\nrate: 2/s\n", "\nduration: 45s\n", "\nmax-attempts: 4\n", "\nworker: wire\n")
        .contains("15s: cut 3s", "fault1:recovery < 20s");
    assertThat(drills[2])
        .startsWith("slow-bank\n")
        .contains("\nrate: 9/s\n", "\nduration: 45s\n", "\nmax-attempts: 4\n")
        .contains("3s: stall 4s", "fault1:errors.ratio < 20%")
        .doesNotContain("recovery");
    assertThat(drills[3])
        .startsWith("flapping\n")
        .contains("\nworkflows: 100\n", "\nin-flight: 7\n", "2s: reset 50%", "4s: reset 50%")
        .doesNotContain("\nrate:", "\nduration:");
    assertThat(out).doesNotExist();
  }

  @Test
  void theHelpHasExamplesAndLeavesOutWhatIsRefused() {
    Shell shell = new Shell();
    assertThat(shell.run("drill", "--help")).isZero();
    assertThat(shell.out())
        .contains("Examples", "  tokenstorm drill --list", "--only=NAME,...", "--resume=DIR")
        .contains("--completion-delay=", "Exit codes", "a drill did not hold")
        .doesNotContain("--linger=", "--fault=", "--duration=");
    assertThat(shell.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void drillsThatGoOnKeepTheirFlags() throws IOException {
    Path begun = Files.createDirectories(folder.resolve("begun"));
    Files.writeString(
        begun.resolve("drills.json"),
        """
        {"schema": "tokenstorm.drill/v1", "drill_id": "20261122-193015-4f2a", "seed": 7,
         "started_at": "2026-11-22T19:30:15Z", "ending": "interrupted", "drills": [],
         "settings": {"target": ["null"], "only": ["slow-link"], "completer": ["grpc"]}}
        """);
    assertThat(refused("drill", "--resume", begun.toString(), "--only", "connections-cut"))
        .contains("--only is not what the drill of --resume began with, which is slow-link");
    assertThat(refused("drill", "--resume", begun.toString(), "--out", "elsewhere"))
        .contains("--out has no place with --resume");

    Shell same = new Shell();
    assertThat(same.run("drill", "--resume", begun.toString(), "--dry-run"))
        .as(same.err())
        .isZero();
    assertThat(same.out()).startsWith("# Drill slow-link\n").contains("\ncompleter: grpc\n");
  }

  /** A flag goes before what a drill has for itself, and that before a plan file, as at first. */
  @Test
  void flagsOfDrillsThatGoOnStayFlags() throws IOException {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), "drain-timeout: 40s\nrate: 7/s\n");
    Path begun = Files.createDirectories(folder.resolve("begun"));
    Files.writeString(
        begun.resolve("drills.json"),
        """
        {"schema": "tokenstorm.drill/v1", "drill_id": "20261122-193015-4f2a", "seed": 7,
         "started_at": "2026-11-22T19:30:15Z", "ending": "interrupted", "drills": [],
         "settings": {"target": ["dev-server"], "only": ["server-gone,completers-stalled"],
                      "completion-delay": ["3s"], "plan": ["%s"],
                      "drain-timeout": ["40s"], "rate": ["7/s"]}}
        """
            .formatted(plan));

    Shell shell = new Shell();
    assertThat(shell.run("drill", "--resume", begun.toString(), "--dry-run"))
        .as(shell.err())
        .isZero();

    String[] drills = shell.out().split("# Drill ", -1);
    assertThat(drills[1])
        .startsWith("server-gone\n")
        .contains("\ncompletion-delay: 3s\n", "\ndrain-timeout: 10s\n", "\nrate: 7/s\n");
    assertThat(drills[2])
        .startsWith("completers-stalled\n")
        .contains("\ncompletion-delay: 3s\n", "\ndrain-timeout: 40s\n", "\nrate: 7/s\n");
  }

  /** Its text does not tell who gave a setting. */
  @Test
  void aFlagThatSaysWhatThePlanFileSaysStaysAFlag() throws IOException {
    Path plan = Files.writeString(folder.resolve("plan.yaml"), "drain-timeout: 40s\nrate: 7/s\n");
    Path begun = Files.createDirectories(folder.resolve("begun"));
    Files.writeString(
        begun.resolve("drills.json"),
        """
        {"schema": "tokenstorm.drill/v1", "drill_id": "20261122-193015-4f2a", "seed": 7,
         "started_at": "2026-11-22T19:30:15Z", "ending": "interrupted", "drills": [],
         "settings": {"target": ["dev-server"], "only": ["server-gone"], "plan": ["%s"],
                      "drain-timeout": ["40s"], "rate": ["7/s"]},
         "plan_file_settings": ["rate"]}
        """
            .formatted(plan));

    Shell shell = new Shell();
    assertThat(shell.run("drill", "--resume", begun.toString(), "--dry-run"))
        .as(shell.err())
        .isZero();

    assertThat(shell.out()).contains("\ndrain-timeout: 40s\n", "\nrate: 7/s\n");
  }
}
