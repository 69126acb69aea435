package dev.tokenstorm.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A history in an SQLite file. What holds on every database is {@link StoreContract}'s. */
@Timeout(300)
final class HistoryStoreTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private HistoryLocation location = new HistoryLocation.File(Path.of("never"));

  @BeforeEach
  void aNewFile() {
    location = new HistoryLocation.File(folder.resolve("runs.db"));
  }

  private HistoryStore open() {
    return HistoryStore.open(location, Map.of());
  }

  @Test
  void aRowIsReadAsItWasAdded() {
    StoreContract.aRowIsReadAsItWasAdded(this::open);
  }

  @Test
  void aRowThatIsAddedTwiceIsThereOnce() {
    StoreContract.aRowThatIsAddedTwiceIsThereOnce(this::open);
  }

  @Test
  void rowsComeFromTheOldestToTheNewestWhateverTheOrderOfAdding() {
    StoreContract.rowsComeFromTheOldestToTheNewest(this::open);
  }

  @Test
  void seriesAreListedWithTheirNewestRow() {
    StoreContract.seriesAreListedWithTheirNewestRow(this::open);
  }

  @Test
  void rowsAreAccepted() {
    StoreContract.rowsAreAccepted(this::open);
  }

  /** The tables are made by whoever comes first, and all of them come first. */
  @Test
  void writersThatBeginAtOnceLoseNothing() throws InterruptedException {
    StoreContract.writersThatBeginAtOnceLoseNothing(this::open);
  }

  @Test
  void figuresAreOfTheTableThatPeopleQuery() throws Exception {
    try (HistoryStore store = open()) {
      store.append(
          HistoryRows.run("nightly", Instant.EPOCH).with("completions.rate", 97.5).row(),
          HistoryRows.content());
    }
    try (Connection connection = HistorySource.of(location, Map.of()).getConnection();
        Statement select = connection.createStatement();
        var rows =
            select.executeQuery(
                "SELECT started_at, value FROM tokenstorm_row JOIN tokenstorm_figure ON id = row_id"
                    + " WHERE name = 'completions.rate'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("1970-01-01T00:00:00.000000000Z");
      assertThat(rows.getDouble(2)).isEqualTo(97.5);
    }
  }

  @Test
  void aHistoryThatIsNotThereIsNotMadeByReadingIt() {
    assertThatThrownBy(() -> HistoryStore.openExisting(location, Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("is not there; name one that run --history or history add has made.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aHistoryOfANewerVersionIsLeftAsItIs() throws Exception {
    open().close();
    try (Connection connection = HistorySource.of(location, Map.of()).getConnection();
        Statement update = connection.createStatement()) {
      update.executeUpdate(
          "UPDATE tokenstorm_schema_history SET version = '%d' WHERE version = '%d'"
              .formatted(HistorySchema.NEWEST + 1, HistorySchema.NEWEST));
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("a newer version of Tokenstorm has written it");
  }

  @Test
  void aFileThatIsNoDatabaseIsASentence() throws IOException {
    Files.writeString(folder.resolve("runs.db"), "These are notes of last week, and no database.");
    assertThatThrownBy(this::open)
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("--history: ")
        .hasMessageContaining("runs.db could not be opened (");
    assertThat(folder.resolve("runs.db"))
        .hasContent("These are notes of last week, and no database.");
  }

  @Test
  void aUrlThatTheDriverCannotReadIsNotRepeated() {
    HistoryLocation wrong = new HistoryLocation.Database("jdbc:postgresql://db:99999/secret");
    assertThatThrownBy(() -> HistoryStore.open(wrong, Map.of()))
        .isInstanceOf(HistoryException.class)
        .hasMessage(
            "--history: the database could not be opened (the driver cannot read its URL).");
  }

  /** A version is a file, and the newest of them is what the code asks for. */
  @Test
  void theNewestMigrationIsTheOneThatTheCodeKnows() throws IOException {
    Path migrations = Path.of("src/main/resources/dev/tokenstorm/history/migrations");
    try (Stream<Path> files = Files.list(migrations)) {
      List<Integer> versions =
          files
              .map(file -> file.getFileName().toString())
              .map(name -> Integer.valueOf(name.replaceFirst("^V(\\d+)__.*\\.sql$", "$1")))
              .sorted()
              .toList();
      assertThat(versions).isNotEmpty().last().isEqualTo(HistorySchema.NEWEST);
    }
  }

  @Test
  void aHistogramIsAsLongAsHdrHistogramMakesIt() {
    Histogram made =
        Objects.requireNonNull(HistoryRows.content().histograms().get(Latency.WORKFLOW));
    assertThat(RowHistograms.encoded(made)).hasSizeLessThan(4_000);
  }
}
