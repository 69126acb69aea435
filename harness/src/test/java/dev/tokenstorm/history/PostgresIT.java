package dev.tokenstorm.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunExecution;
import dev.tokenstorm.run.RunOutcome;
import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A history in a real PostgreSQL, of a database for each test. */
@Timeout(300)
final class PostgresIT {
  private static final Map<String, String> CREDENTIALS =
      Map.of("PGUSER", PostgresServer.USER, "PGPASSWORD", PostgresServer.PASSWORD);

  /** What the driver reads in place of {@code ~/.pgpass}. */
  private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";

  private static @Nullable PostgresServer server;

  private String database = "";

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> programs = PostgresServer.programs();
    if (programs.isEmpty() && System.getenv("CI") != null) {
      throw new AssertionError("CI needs PostgreSQL in /usr/lib/postgresql");
    }
    Assumptions.assumeTrue(
        programs.isPresent(), "no PostgreSQL in /usr/lib/postgresql; Debian's package brings one");
    server = PostgresServer.start(programs.orElseThrow());
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void aNewDatabase(TestInfo test) throws SQLException {
    database = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    execute("postgres", "CREATE DATABASE " + database);
  }

  private static PostgresServer server() {
    return Objects.requireNonNull(server);
  }

  private static void execute(String database, String sql) throws SQLException {
    HistoryLocation location = new HistoryLocation.Database(server().url(database));
    try (Connection connection = HistorySource.of(location, CREDENTIALS).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private HistoryLocation location() {
    return new HistoryLocation.Database(server().url(database));
  }

  private HistoryStore open() {
    return HistoryStore.open(location(), CREDENTIALS);
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
  void rowsComeFromTheOldestToTheNewest() {
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

  @Test
  void writersThatBeginAtOnceLoseNothing() throws InterruptedException {
    StoreContract.writersThatBeginAtOnceLoseNothing(this::open);
  }

  @Test
  void aRunAddsItsRowWithoutAWordOfWhereItIs(@TempDir Path folder) throws Exception {
    RunPlan plan =
        TestPlans.plan(
            "target",
            "null",
            "worker",
            "wire",
            "workflows",
            "20",
            "in-flight",
            "10",
            "out",
            folder.resolve("out").toString(),
            "no-metrics",
            "true");
    RunContext context =
        new RunContext(Clock.systemUTC(), "a test")
            .archivedBy(new HistoryArchive(new HistoryRequest(location()), CREDENTIALS));
    RunOutcome outcome = new RunExecution(plan, context).run(sentence -> {});
    assertThat(outcome.problems()).isEmpty();
    try (HistoryStore store = open()) {
      HistoryRow row = store.series().get(0).newest();
      assertThat(row.figure("completions.count")).hasValue(80);
      assertThat(store.content(row).document().toString()).doesNotContain("jdbc:", database);
    }
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .doesNotContain("jdbc:", database);
  }

  /** A team's database may have tables of others in it. */
  @Test
  void othersTablesAreLeftAlone() throws SQLException {
    execute(database, "CREATE TABLE of_others (id INTEGER)");
    try (HistoryStore store = open()) {
      store.append(HistoryRows.run("nightly", Instant.EPOCH).row(), HistoryRows.content());
      assertThat(store.rows("nightly")).hasSize(1);
    }
    execute(database, "SELECT id FROM of_others");
  }

  @Test
  void aWrongPasswordIsASentenceThatDoesNotHaveIt() {
    assertThatThrownBy(
            () ->
                HistoryStore.open(
                    location(), Map.of("PGUSER", PostgresServer.USER, "PGPASSWORD", "battery")))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("--history: the database could not be opened (")
        .hasMessageContaining("password authentication failed")
        .message()
        .doesNotContain("battery", "jdbc:");
  }

  @Test
  void theDriverReadsThePasswordFile(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("pgpass"),
            "127.0.0.1:%d:*:%s:%s\n"
                .formatted(server().port(), PostgresServer.USER, PostgresServer.PASSWORD));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    System.setProperty(PASSWORD_FILE, file.toString());
    try (HistoryStore store =
        HistoryStore.open(location(), Map.of("PGUSER", PostgresServer.USER))) {
      assertThat(store.series()).isEmpty();
    } finally {
      System.clearProperty(PASSWORD_FILE);
    }
  }
}
