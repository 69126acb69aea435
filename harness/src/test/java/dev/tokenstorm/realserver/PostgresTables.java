package dev.tokenstorm.realserver;

import dev.tokenstorm.history.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Makes Temporal's databases in a PostgreSQL, with the server's own tool for it. */
final class PostgresTables {
  static final String EXECUTIONS = "temporal";
  static final String VISIBILITY = "temporal_visibility";

  /** The server and its tool take no password with a blank, as the other user has. */
  static final String USER = "temporal";

  static final String PASSWORD = "temporal";

  private PostgresTables() {}

  /** A PostgreSQL that has both. The test is skipped where a program is missing for it. */
  static PostgresServer server() throws IOException, InterruptedException, SQLException {
    Path programs = found(PostgresServer.programs(), "PostgreSQL in /usr/lib/postgresql");
    Path tool =
        found(ServerProgram.find("tokenstorm.sql-tool", "sql"), "sql under a folder of PATH");
    PostgresServer server = PostgresServer.start(programs);
    try {
      make(tool, server);
      return server;
    } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Path found(Optional<Path> program, String missing) {
    if (program.isEmpty() && System.getenv("CI") != null) {
      throw new AssertionError("CI needs " + missing);
    }
    Assumptions.assumeTrue(program.isPresent(), () -> "no " + missing);
    return program.orElseThrow();
  }

  /** Makes both, with all tables, and the user that owns them. */
  private static void make(Path tool, PostgresServer server)
      throws IOException, InterruptedException, SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                server.url("postgres"), PostgresServer.USER, PostgresServer.PASSWORD);
        Statement statement = connection.createStatement()) {
      var unused =
          statement.execute("CREATE ROLE " + USER + " LOGIN CREATEDB PASSWORD '" + PASSWORD + "'");
    }
    make(tool, server, EXECUTIONS, "postgresql/v12/temporal");
    make(tool, server, VISIBILITY, "postgresql/v12/visibility");
  }

  private static void make(Path tool, PostgresServer server, String database, String schema)
      throws IOException, InterruptedException {
    run(tool, server, database, "create-database");
    run(tool, server, database, "setup-schema", "--version", "0.0");
    run(tool, server, database, "update-schema", "--schema-name", schema);
  }

  private static void run(Path tool, PostgresServer server, String database, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tool.toString(), "--database", database));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "SQL_PLUGIN",
                "postgres12",
                "SQL_HOST",
                "127.0.0.1",
                "SQL_PORT",
                String.valueOf(server.port()),
                "SQL_USER",
                USER,
                "SQL_PASSWORD",
                PASSWORD));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + " failed:\n" + said);
    }
  }
}
