package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.report.VerdictMarkdown;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code compare DIR... --against DIR...}: comparisons of runs that are there. */
final class ComparePastRunsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** A run at a minute of an hour, with so many completions per second. */
  private String run(String name, int minute, double rate, Consumer<ObjectNode> change)
      throws IOException {
    Path run = folder.resolve(name);
    StoredRun.write(run, 10, false);
    ObjectNode result = (ObjectNode) ProgramRun.json(Files.readString(run.resolve("result.json")));
    result.put("started_at", "2026-03-01T12:%02d:00Z".formatted(minute));
    ((ObjectNode) result.at("/figures/measure/completions")).put("rate_per_second", rate);
    ((ObjectNode) result.at("/figures/run/generator")).put("cpu_seconds_per_greeting", 1 / rate);
    change.accept(result);
    Files.writeString(run.resolve("result.json"), result.toString());
    return run.toString();
  }

  private String run(String name, int minute, double rate) throws IOException {
    return run(name, minute, rate, result -> {});
  }

  private static Shell compare(int exitCode, String... args) {
    List<String> words = new ArrayList<>(List.of("compare"));
    words.addAll(Arrays.asList(args));
    Shell shell = new Shell();
    assertThat(shell.run(words.toArray(String[]::new)))
        .as(() -> shell.out() + shell.err())
        .isEqualTo(exitCode);
    return shell;
  }

  @Test
  void runsOfTwoSidesAreComparedAndWhatDiffersIsListed() throws Exception {
    Consumer<ObjectNode> other =
        result -> {
          ((ObjectNode) result.path("plan")).put("in-flight", 77).put("seed", 9);
          ((ObjectNode) result.path("target")).put("server_version", "1.32.1");
        };
    Shell shell =
        compare(
            ExitCode.FAILED,
            run("b1", 31, 100, other),
            run("b2", 32, 101, other),
            run("b3", 33, 99, other),
            "--against",
            run("a1", 1, 200),
            run("a2", 2, 202),
            run("a3", 3, 198));

    assertThat(shell.out()).startsWith("b worse\n");
    assertThat(shell.out().replaceAll("\\s+", " "))
        .contains("they cannot tell the sides from the time")
        .contains("a: 3 runs from 2026-03-01T12:01:00Z to 2026-03-01T12:03:00Z: ")
        .contains("b's completions.rate is worse: 0.500 times a's (95 % interval")
        .contains(" of a, 77 of b")
        .contains("target server_version: ")
        .doesNotContain("plan seed");
    assertThat(shell.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void theDocumentIsAsTheSchemaSays() throws Exception {
    Shell shell =
        compare(
            ExitCode.PASSED,
            run("b1", 2, 200),
            run("b2", 4, 201),
            run("b3", 6, 202),
            "--expect",
            "b.completions.rate > 1.5 * a",
            "--against",
            run("a1", 1, 100),
            run("a2", 3, 101),
            run("a3", 5, 102),
            "--json");

    JsonNode document = ProgramRun.json(shell.out());
    assertThat(DocumentSchema.COMPARE.violations(document)).isEmpty();
    assertThat(document.at("/one_after_the_other").asBoolean()).isFalse();
    assertThat(document.at("/answer/pairs/0/word").asText()).isEqualTo("better");
    assertThat(document.at("/answer/expectations/0/outcome").asText()).isEqualTo("shown");
    assertThat(document.at("/sides/0/runs")).hasSize(3);
  }

  @Test
  void fewerThanThreeRunsOfASideGetNoIntervalAndNoVerdict() throws Exception {
    Shell shell = compare(ExitCode.PASSED, run("b1", 1, 100), "--against", run("a1", 2, 200));

    assertThat(shell.out()).startsWith("b without a word\n");
    assertThat(shell.out().replaceAll("\\s+", " "))
        .contains("b's completions.rate has no word, as there are fewer than three runs of a side.")
        .contains("completions.rate 200/s 100/s");
  }

  @Test
  void aRunThatFailedMakesItsSideFail() throws Exception {
    Shell shell =
        compare(
            ExitCode.FAILED,
            run(
                "b1",
                1,
                100,
                result ->
                    ((ObjectNode) result.path("verdict")).putArray("reasons").add("It was lost.")),
            "--against",
            run("a1", 2, 200));
    assertThat(shell.out()).startsWith("FAILED · runs of b failed\n");
    assertThat(shell.out().replaceAll("\\s+", " "))
        .contains("so no word is given about it: It was lost.");
  }

  @Test
  void reportsTellTheSidesTheFiguresAndWhatDiffers() throws Exception {
    Path junit = folder.resolve("compare.xml");
    Path markdown = folder.resolve("compare.md");
    var unused =
        compare(
            ExitCode.FAILED,
            run("b1", 31, 100),
            run("b2", 32, 101),
            run("b3", 33, 99),
            "--against",
            run("a1", 1, 200),
            run("a2", 2, 202),
            run("a3", 3, 198),
            "--report",
            "junit=" + junit + ",markdown=" + markdown);

    Element suites = xml(junit);
    assertThat(suites.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    assertThat(suites.getElementsByTagName("failure").getLength())
        .as("completions.rate and generator.cpu-per-greeting are worse")
        .isEqualTo(2);
    assertThat(suites.getElementsByTagName("failure").item(0).getTextContent())
        .startsWith("b's completions.rate is worse: 0.500 times a's");
    String text = Files.readString(markdown);
    assertThat(VerdictMarkdown.wrote(text)).isTrue();
    assertThat(text)
        .startsWith("## COMPARED · b worse\n\nComparison ")
        .contains("| ❌ | b's completions.rate | worse, 0.500")
        .contains("- One side's runs were made after the other's")
        .contains("a3");
  }

  @Test
  void aSideThatFailedFailsItsCase() throws Exception {
    Path junit = folder.resolve("compare.xml");
    var unused =
        compare(
            ExitCode.FAILED,
            run(
                "b1",
                1,
                100,
                result ->
                    ((ObjectNode) result.path("verdict")).putArray("reasons").add("It was lost.")),
            "--against",
            run("a1", 2, 200),
            "--report",
            "junit=" + junit);
    NodeList failures = xml(junit).getElementsByTagName("failure");
    assertThat(failures.getLength()).isEqualTo(1);
    assertThat(failures.item(0).getTextContent()).isEqualTo("It was lost.");
  }

  /** No verdict of an earlier call may stay in a file that this one was to write. */
  @Test
  void aRefusedComparisonFailsItsReportWithTheCause() throws Exception {
    Path junit = folder.resolve("compare.xml");
    String one = run("one", 1, 100);
    Shell shell = compare(ExitCode.USAGE, one, "--against", one, "--report", "junit=" + junit);
    assertThat(shell.err()).contains("is named twice");
    Element suites = xml(junit);
    assertThat(suites.getElementsByTagName("testcase").getLength()).isEqualTo(1);
    assertThat(suites.getElementsByTagName("failure").item(0).getTextContent())
        .startsWith("The comparison has not come to its end: ")
        .contains("is named twice");
  }

  private static Element xml(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  @Test
  void whatCannotBeComparedIsToldInALine() throws Exception {
    String one = run("one", 1, 100);
    String cut =
        run(
            "cut",
            2,
            100,
            result -> ((ObjectNode) result.path("ending")).put("how", "interrupted"));
    Path killed = folder.resolve("killed");
    StoredRun.leave(killed, 10);
    Path open = folder.resolve("open");
    StoredRun.write(open, 10, true);

    wrong("needs folders on both sides", one);
    wrong("needs folders on both sides", "--against", one);
    wrong("--against needs a folder", one, "--against");
    wrong("--against needs a folder", one, "--against", "--json");
    wrong("--history has no place with --against", one, "--against", cut, "--history", "h.db");
    wrong("is named twice", one, "--against", one);
    wrong("is no folder", one, "--against", folder.resolve("missing").toString());
    wrong("holds a run that was cut short", one, "--against", cut);
    wrong("holds a run that was cut short", one, "--against", killed.toString());
    wrong("holds a run of a closed loop", one, "--against", open.toString());
    wrong("--budget has no place with --against", "--budget", "5m", one, "--against", cut);
    wrong("--a has no place with --against", "--a", "", one, "--against", cut);
    wrong("--target has no place with --against", "--target", "null", one, "--against", cut);
  }

  private static void wrong(String sentence, String... args) {
    Shell shell = compare(ExitCode.USAGE, args);
    assertThat(shell.err()).contains(sentence).hasLineCount(1);
    assertThat(shell.out()).isEmpty();
  }
}
