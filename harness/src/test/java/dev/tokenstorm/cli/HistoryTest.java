package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.result.StoredRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --history} and {@code tokenstorm history}, as a user calls them. */
@Timeout(300)
final class HistoryTest {
  private static final String SHORT =
      "--target null --worker wire --workflows 20 --in-flight 10 --history ";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private String history = "";
  private String said = "";

  @BeforeEach
  void aNewFile() {
    history = folder.resolve("runs.db").toString();
  }

  private ProgramRun run(String name, String further) {
    return ProgramRun.of(folder.resolve(name), SHORT + history + " " + further);
  }

  /** Calls the program with some words, and keeps what it says on stderr. */
  private String program(int exitCode, Map<String, String> variables, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            variables,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int code = Main.program(console).run(words);
    said = err.toString(StandardCharsets.UTF_8);
    assertThat(code).as(said).isEqualTo(exitCode);
    return out.toString(StandardCharsets.UTF_8);
  }

  private String history(int exitCode, String... words) {
    List<String> all = new ArrayList<>(List.of("history"));
    all.addAll(Arrays.asList(words));
    all.addAll(List.of("--history", history));
    return program(exitCode, Map.of(), all.toArray(String[]::new));
  }

  @Test
  void comparableRunsAreASeriesOfWhichEachHasARow() {
    run("one", "--label commit=1 --seed 1").passed();
    run("two", "--label commit=2 --seed 2").passed();
    run("other", "--branches 1").passed();

    assertThat(history(ExitCode.PASSED)).contains("series", "completions.rate").hasLineCount(3);
    JsonNode all = ProgramRun.json(history(ExitCode.PASSED, "--json"));
    assertThat(DocumentSchema.HISTORY.violations(all)).isEmpty();
    assertThat(all.at("/series")).hasSize(2);
    String series = seriesOfTwo(all);

    JsonNode two = ProgramRun.json(history(ExitCode.PASSED, "--json", "--series", series));
    assertThat(DocumentSchema.HISTORY.violations(two)).isEmpty();
    assertThat(two.at("/series/0/rows/0/labels/commit").asText()).isEqualTo("1");
    assertThat(two.at("/series/0/rows/1/labels/commit").asText()).isEqualTo("2");
    assertThat(two.at("/series/0/rows/1/figures/completions.count/value").asDouble()).isEqualTo(80);
    assertThat(history(ExitCode.PASSED, "--series", series)).contains("commit=1", "commit=2");
    List<String> csv = history(ExitCode.PASSED, "--csv", "--series", series).lines().toList();
    assertThat(csv).hasSize(3);
    assertThat(csv.get(0)).startsWith("series,kind,run_id").contains(",label.commit,");
    assertThat(csv.get(1)).startsWith(series + ",run,");
    assertThat(history(ExitCode.PASSED, "--csv")).hasLineCount(4);
  }

  private static String seriesOfTwo(JsonNode all) {
    return all.at("/series/0/rows_total").asInt() == 2
        ? all.at("/series/0/name").asText()
        : all.at("/series/1/name").asText();
  }

  @Test
  void aFolderIsAddedLater() {
    ProgramRun.of(
            folder.resolve("one"), "--target null --worker wire --workflows 20 --in-flight 10")
        .passed();
    String one = folder.resolve("one").toString();
    assertThat(history(ExitCode.PASSED, "add", one, "--series", "nightly"))
        .isEqualTo(one + " added to series nightly\n");
    assertThat(history(ExitCode.PASSED, "add", one, "--series", "nightly"))
        .isEqualTo(one + " was already in series nightly\n");
    history(ExitCode.USAGE, "add", folder.toString());
    assertThat(said).contains("holds no result.json");
  }

  /** It counts as failed, so no later run is compared with it. */
  @Test
  void aKilledRunIsAddedAsOneThatFailed() throws IOException {
    Path killed = folder.resolve("killed");
    StoredRun.leave(killed, 10);
    history(ExitCode.PASSED, "add", killed.toString(), "--series", "nightly");
    JsonNode rows = ProgramRun.json(history(ExitCode.PASSED, "--json", "--series", "nightly"));
    assertThat(rows.at("/series/0/rows/0/ending").asText()).isEqualTo("killed");
    assertThat(rows.at("/series/0/rows/0/verdict").asText()).isEqualTo("failed");
    assertThat(program(ExitCode.PASSED, Map.of(), "gate", "--history", history))
        .contains("failed or did not come to its end, so its figures are not compared.");
  }

  @Test
  void aSeriesIsAccepted() throws IOException {
    ProgramRun one = run("one", "--series nightly").passed();
    run("two", "--series nightly").passed();
    String id = one.result().at("/run_id").asText();
    assertThat(history(ExitCode.PASSED, "accept", "--run", id))
        .isEqualTo("series nightly is accepted up to run " + id + " (1 row newly accepted)\n");
    JsonNode rows = ProgramRun.json(history(ExitCode.PASSED, "--json", "--series", "nightly"));
    assertThat(rows.at("/series/0/rows/0/accepted").asBoolean()).isTrue();
    assertThat(rows.at("/series/0/rows/1/accepted").asBoolean()).isFalse();
    history(ExitCode.USAGE, "accept", "--run", "another");
    assertThat(said).contains("--run another is not in the series");
    assertThat(Files.readString(folder.resolve("one/plan.yaml"))).doesNotContain("nightly");
  }

  @Test
  void aHistoryMustBeNamedAndBeThere() {
    for (String command : List.of("gate", "history", "history add out", "history accept")) {
      program(ExitCode.USAGE, Map.of(), command.split(" "));
      assertThat(said)
          .isEqualTo(
              "tokenstorm: %s needs --history, the file or the database that the history is in.%n",
              command.replace(" out", ""));
    }
    history(ExitCode.USAGE);
    assertThat(said).contains("is not there; name one that run --history");
    assertThat(Path.of(history)).doesNotExist();
    history(ExitCode.USAGE, "--json", "--csv");
    assertThat(said).contains("--json, --csv and --page exclude each other");
  }

  @Test
  void aVariableNamesTheHistoryToo() {
    run("one", "--series nightly").passed();
    assertThat(program(ExitCode.PASSED, Map.of("TOKENSTORM_HISTORY", history), "history"))
        .contains("nightly");
    history(ExitCode.USAGE, "--series", "weekly");
    assertThat(said).contains("--series weekly is not in the history, which has nightly.");
  }

  @Test
  void aHistoryThatCannotBeReachedIsASentence() {
    program(
        ExitCode.COULD_NOT,
        Map.of(),
        "history",
        "--history",
        "jdbc:postgresql://127.0.0.1:1/nowhere?connectTimeout=5");
    assertThat(said)
        .startsWith("tokenstorm: --history: the database could not be opened (")
        .hasLineCount(1);
  }
}
