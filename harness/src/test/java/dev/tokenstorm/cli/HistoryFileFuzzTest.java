package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.history.HistoryRows;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.testkit.Fuzz;
import dev.tokenstorm.testkit.Mutator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of a history may hold anything, as everybody writes to one that machines share. The
 * database itself is whole: what it makes of a damaged file is its own affair.
 */
@Timeout(600)
final class HistoryFileFuzzTest {
  private static final Instant FIRST = Instant.parse("2026-11-30T10:00:00Z");
  private static final int LONGEST_SENTENCE = 2_000;

  private static final List<String> ROW_COLUMNS =
      List.of(
          ("kind run_id started_at added_at fingerprint basis load_model target ending verdict"
                  + " harness_version sdk_version server_version jdk_version folder accepted plan"
                  + " document")
              .split(" "));

  private static final List<String> FIGURE_COLUMNS = List.of("name", "value", "low", "high");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  /** Another value in one column of some rows. */
  private record Change(String statement, Object value, List<String> words) {}

  @BeforeEach
  void aHistory() {
    try (HistoryStore store =
        HistoryStore.open(new HistoryLocation.File(folder.resolve("whole.db")), Map.of())) {
      for (int run = 0; run < 7; run++) {
        HistoryRows row =
            HistoryRows.run("nightly", FIRST.plusSeconds(60L * run))
                .with("completions.rate", 470 + run)
                .with("workflow.p99", 0.1)
                .labelled("commit", "c" + run);
        assertThat(store.append(row.row(), HistoryRows.content())).isTrue();
      }
    }
  }

  private static Change change(Mutator mutator) {
    List<List<String>> commands =
        List.of(
            List.of("history"),
            List.of("history", "--json"),
            List.of("history", "--series", "nightly", "--csv"),
            List.of("history", "--series", "nightly", "--page"),
            List.of("gate"),
            List.of("history", "export", "--format", "otava", "--out"),
            List.of("history", "export", "--format", "bencher", "--out"));
    String table = mutator.pick(List.of("row", "row", "figure", "label", "histogram"));
    String column =
        switch (table) {
          case "row" -> mutator.pick(ROW_COLUMNS);
          case "figure" -> mutator.pick(FIGURE_COLUMNS);
          case "label" -> mutator.pick(List.of("name", "value"));
          default -> mutator.pick(List.of("latency", "encoded"));
        };
    String some = table.equals("row") ? "id" : "row_id";
    return new Change(
        "UPDATE tokenstorm_%s SET %s = ? WHERE %s IN (SELECT id FROM tokenstorm_row LIMIT %d)"
            .formatted(table, column, some, 1 + mutator.draw(7)),
        value(mutator),
        mutator.pick(commands));
  }

  private static Object value(Mutator mutator) {
    return switch (mutator.draw(5)) {
      case 0 -> mutator.pick(List.of(0.0, -1.0, 1e308, -1e308, 4.9e-324, 1e19));
      case 1 -> mutator.pick(List.of(0L, 1L, Long.MAX_VALUE, Long.MIN_VALUE));
      case 2 -> mutator.bytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0});
      default ->
          mutator.text(
              List.of("2026-11-30T10:00:00.000000000Z", "{\"kind\":\"run\"}", "completions.rate"));
    };
  }

  private Path changed(Change change) throws Exception {
    Path file = folder.resolve("changed.db");
    Files.copy(folder.resolve("whole.db"), file, StandardCopyOption.REPLACE_EXISTING);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement update = connection.prepareStatement(change.statement)) {
      update.setObject(1, change.value);
      update.executeUpdate();
    } catch (SQLException refusedByTheTable) {
      // Two rows cannot have one name.
    }
    return file;
  }

  private void read(Change change) throws Exception {
    Path file = changed(change);
    Path written = Files.createTempDirectory(folder, "written").resolve("new");
    Shell shell = new Shell();
    int code = shell.run(words(change, file, written));
    String said = shell.err().strip();
    if (code > ExitCode.UNTRUSTWORTHY || said.contains("--debug")) {
      throw new AssertionError("exit code %d of %s: %s".formatted(code, change.words, said));
    }
    assertThat(said).hasSizeLessThan(LONGEST_SENTENCE).doesNotContain("\n");
  }

  private static String[] words(Change change, Path file, Path written) {
    List<String> words = new ArrayList<>(change.words);
    if (words.contains("--page") || words.contains("--out")) {
      words.add(written.toString());
    }
    words.addAll(List.of("--history", file.toString()));
    return words.toArray(String[]::new);
  }

  @Test
  void aHistoryIsShownOrRefused() throws InterruptedException {
    int read =
        Fuzz.<Change>of(
                "histories",
                HistoryFileFuzzTest::change,
                change -> String.valueOf(change.value).length(),
                thrown -> false,
                512)
            .run(60, this::read);

    assertThat(read).isPositive();
  }
}
