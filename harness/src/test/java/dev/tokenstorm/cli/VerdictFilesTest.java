package dev.tokenstorm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.run.VerdictFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the files of {@code --report} say when a run does not come to its end. */
class VerdictFilesTest {
  private static final String OLD_JUNIT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="tokenstorm 20260301-120000-abcd">
        <testsuite name="tokenstorm.invariants" tests="0" failures="0"></testsuite>
      </testsuites>
      """;
  private static final String OLD_MARKDOWN =
      """
      ## PASSED · remote target

      Run 20260301-120000-abcd · 127.0.0.1:7233
      """;

  @TempDir Path folder = Path.of("");

  private Path junit() {
    return folder.resolve("verdict.xml");
  }

  private Path markdown() {
    return folder.resolve("verdict.md");
  }

  private String report() {
    return "junit=" + junit() + ",markdown=" + markdown();
  }

  private void older() throws IOException {
    Files.writeString(junit(), OLD_JUNIT);
    Files.writeString(markdown(), OLD_MARKDOWN);
  }

  /** What calls a run whose command line, variables or plan file are wrong, and what names it. */
  private int call(Shell shell, String... flags) {
    List<String> words = new ArrayList<>(List.of("run", "--out", folder.resolve("out").toString()));
    words.addAll(List.of(flags));
    return shell.run(words.toArray(String[]::new));
  }

  @Test
  void whileARunGoesOnItsFilesSayThatItHasNotComeToItsEnd() throws Exception {
    older();
    List<String> seen = new ArrayList<>();
    Console console = console();
    RunAction action =
        (RunPlan plan, RunFlags flags, VerdictFiles reports) -> {
          seen.add(failure());
          seen.add(read(markdown()));
          return ExitCode.INTERRUPTED;
        };

    int code =
        new Program(
                console,
                error -> false,
                List.of(new RunCommand(console, Clock.systemUTC(), action)))
            .run("run", "--report", report(), "--out", folder.resolve("out").toString());

    assertThat(code).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(seen.get(0))
        .isEqualTo("The run has not come to its end: it is under way, or it was killed.");
    assertThat(seen.get(1))
        .startsWith("## NOT FINISHED\n\nRun 2")
        .contains("| ❌ | The run comes to its end | The run has not come to its end: it is");
    // A run that was cut off without a verdict leaves that behind.
    assertThat(failure()).isEqualTo(seen.get(0));
    assertThat(names()).containsExactlyInAnyOrder("verdict.xml", "verdict.md");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--in-flight 0",
        "--in-fligth 10",
        "--workflows",
        "--plan nowhere.yaml",
        "--duration 1m --workflows 10 --rate x",
        "--target 127.0.0.1:1"
      })
  void aRunThatIsRefusedLeavesItsCauseInPlaceOfAnOlderVerdict(String wrong) throws Exception {
    older();
    Shell shell = new Shell();

    List<String> flags = new ArrayList<>(List.of("--report", report()));
    flags.addAll(List.of(wrong.split(" ")));
    int code = call(shell, flags.toArray(String[]::new));

    assertThat(code).isIn(ExitCode.USAGE, ExitCode.COULD_NOT);
    String told = shell.err().lines().reduce((first, last) -> last).orElse("");
    assertThat(told).startsWith("tokenstorm: ");
    assertThat(failure())
        .isEqualTo("The run has not come to its end: " + told.substring("tokenstorm: ".length()));
    assertThat(Files.readString(markdown()))
        .startsWith("## NOT FINISHED\n")
        .contains("The run has not come to its end: ");
    assertThat(names()).containsExactlyInAnyOrder("verdict.xml", "verdict.md");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--in-flight 0",
        "--bugdet 1m",
        "--budget",
        "--budget 1s",
        "--margin 0",
        "--seed 1 --seed 2",
        "--c --rate=x",
        "--plan nowhere.yaml",
        "--label x=1",
        "--resume nowhere",
        "--against nowhere",
        "--target 127.0.0.1:1",
      })
  void aComparisonThatIsRefusedLeavesItsCauseInPlaceOfAnOlderVerdict(String wrong)
      throws Exception {
    older();
    Shell shell = new Shell();
    List<String> words =
        new ArrayList<>(List.of("compare", "--a", "", "--b", "", "--report", report()));
    if (!wrong.contains("target")) {
      words.addAll(List.of("--target", "null"));
    }
    if (!wrong.contains("resume")) {
      words.addAll(List.of("--out", folder.resolve("out").toString()));
    }
    words.addAll(List.of(wrong.split(" ")));

    int code = shell.run(words.toArray(String[]::new));

    assertThat(code).as(shell.err()).isIn(ExitCode.USAGE, ExitCode.COULD_NOT);
    String told = shell.err().lines().reduce((first, last) -> last).orElse("");
    assertThat(failure())
        .isEqualTo(
            "The comparison has not come to its end: " + told.substring("tokenstorm: ".length()));
    assertThat(Files.readString(markdown()))
        .startsWith("## NOT FINISHED\n")
        .contains("The comparison has not come to its end: ");
    assertThat(names()).containsExactlyInAnyOrder("verdict.xml", "verdict.md");
  }

  /** The files are begun once, by the command, which alone says that they cannot be written. */
  @Test
  void aRunWhoseReportIsLostMeanwhileIsRefusedForItsOwnCauseAndTheLossIsToldOnce() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(Map.of(), System.out, new PrintStream(err, true, UTF_8));
    CellAction cell = new CellAction(console, Clock.systemUTC());
    RunAction losing =
        (plan, flags, reports) -> {
          replaceByFolder(junit());
          return cell.run(plan, flags, reports);
        };

    int code =
        new Program(
                console,
                error -> false,
                List.of(new RunCommand(console, Clock.systemUTC(), losing)))
            .run(
                "run",
                "--no-metrics",
                "--target",
                "127.0.0.1:1",
                "--report",
                "junit=" + junit(),
                "--out",
                folder.resolve("out").toString());

    assertThat(code).isEqualTo(ExitCode.COULD_NOT);
    assertThat(err.toString(UTF_8).lines())
        .filteredOn(line -> line.contains("--report "))
        .singleElement()
        .asString()
        .contains("could not be written");
    assertThat(err.toString(UTF_8)).contains("127.0.0.1:1");
  }

  private static void replaceByFolder(Path file) {
    try {
      Files.delete(file);
      Files.createDirectory(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Each row: what is wrong in the file that names the reports, or beside it. */
  @ParameterizedTest
  @ValueSource(strings = {"workflowz: 5", "in-flight: 0", "rate: x"})
  void aPlanFileNamesTheFilesAsWellWhateverElseIsWrongWithIt(String wrong) throws Exception {
    older();
    Path plan = folder.resolve("p.yaml");
    Files.writeString(plan, "report: " + report() + "\n" + wrong + "\n");

    assertThat(call(new Shell(), "--plan", plan.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(failure()).startsWith("The run has not come to its end: ");
    assertThat(call(new Shell(), "--plan=" + plan, "--in-fligth", "10")).isEqualTo(ExitCode.USAGE);
    assertThat(failure()).contains("in-fligth");
  }

  @Test
  void aVariableNamesTheFilesAsWellAsAFlagDoes() throws Exception {
    older();
    Shell shell = new Shell(Map.of("TOKENSTORM_REPORT", report()));

    assertThat(call(shell, "--in-fligth", "10")).isEqualTo(ExitCode.USAGE);

    assertThat(failure()).contains("did you mean --in-flight?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--in-flight 0", "--in-fligth 3", "--plan nowhere.yaml"})
  void aDryRunTouchesNothing(String wrong) throws Exception {
    older();
    List<String> flags = new ArrayList<>(List.of("--report", report(), "--dry-run"));
    Stream.of(wrong.split(" ")).filter(word -> !word.isEmpty()).forEach(flags::add);

    call(new Shell(), flags.toArray(String[]::new));

    assertThat(Files.readString(junit())).isEqualTo(OLD_JUNIT);
    assertThat(Files.readString(markdown())).isEqualTo(OLD_MARKDOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<testsuites name=\"maven\">", "## Notes\n\nRun it twice", "\u0000"})
  void whatIsNoReportOfOursIsRefusedAndNotTouched(String foreign) throws Exception {
    Files.writeString(junit(), OLD_JUNIT);
    Files.writeString(markdown(), foreign);
    Shell shell = new Shell();

    assertThat(call(shell, "--report", report())).isEqualTo(ExitCode.USAGE);

    assertThat(shell.err())
        .hasLineCount(1)
        .contains("--report must not replace", markdown().toString(), "name another file");
    assertThat(Files.readString(markdown())).isEqualTo(foreign);
    assertThat(failure()).contains("--report must not replace");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void bytesThatAreNoTextAreNoReportOfOurs() throws Exception {
    byte[] foreign = {(byte) 0xff, (byte) 0xfe, 0};
    Files.write(junit(), foreign);

    assertThat(call(new Shell(), "--report", "junit=" + junit())).isEqualTo(ExitCode.USAGE);

    assertThat(Files.readAllBytes(junit())).isEqualTo(foreign);
  }

  @Test
  void anEmptyFileHasNothingToLose() throws Exception {
    Files.createFile(junit());

    assertThat(call(new Shell(), "--report", "junit=" + junit(), "--in-flight", "0"))
        .isEqualTo(ExitCode.USAGE);

    assertThat(failure()).contains("--in-flight");
  }

  /** The message of the only failure of the only case. */
  private String failure() {
    Element suites = suites();
    NodeList cases = suites.getElementsByTagName("testcase");
    assertThat(cases.getLength()).isEqualTo(1);
    assertThat(((Element) cases.item(0)).getAttribute("name"))
        .isIn("The run comes to its end", "The comparison comes to its end");
    NodeList failures = suites.getElementsByTagName("failure");
    assertThat(failures.getLength()).isEqualTo(1);
    return failures.item(0).getTextContent();
  }

  private Element suites() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(junit().toFile())
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static Console console() {
    return new Console(Map.of(), System.out, System.err);
  }
}
