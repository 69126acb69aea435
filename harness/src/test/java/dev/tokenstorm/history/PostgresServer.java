package dev.tokenstorm.history;

import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.measurement.DaemonThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real PostgreSQL on a free port of the loopback interface, in a folder of its own. It refuses to
 * run as root, so root starts it as the user that Debian's package makes.
 */
public final class PostgresServer implements AutoCloseable {
  public static final String USER = "ci";
  public static final String PASSWORD = "correct horse";

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String READY = "database system is ready to accept connections";

  /** Far longer than a start or an end takes: a bound against hangs. */
  private static final int HANG_MINUTES = 2;

  private final Path programs;
  private final Path folder;
  private final Process process;
  private final int port;

  private PostgresServer(Path programs, Path folder, Process process, int port) {
    this.programs = programs;
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Where its programs are; empty on a machine without. */
  public static Optional<Path> programs() {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Starts one with no database of its own. */
  public static PostgresServer start(Path programs) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tokenstorm-postgres");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    Path data = data(folder);
    if (isRoot()) {
      for (Path path : List.of(folder, password)) {
        Files.setOwner(
            path,
            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
      }
    }
    run(
        programs.resolve("initdb").toString(),
        "--pgdata=" + data,
        "--username=" + USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--no-sync",
        "--locale=C.UTF-8");
    int port = LoopbackPorts.forServer();
    List<String> command =
        new ArrayList<>(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
    command.addAll(options(port));
    Process process =
        new ProcessBuilder(asUser(command.toArray(String[]::new)))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    PostgresServer server = new PostgresServer(programs, folder, process, port);
    server.awaitReady();
    return server;
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  private static List<String> options(int port) {
    return List.of(
        "-p",
        String.valueOf(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        "fsync=off");
  }

  /** What a shell does to kill it. */
  public String killed() {
    return "kill -9 " + process.pid();
  }

  /**
   * What a shell does to start it again on the same data, which ends once it answers. It tries
   * until those whom the killed one had started are gone, so it needs a limit.
   */
  public String startedAgain() {
    List<String> command =
        asUser(
            control(),
            "start",
            "--pgdata=" + data(folder),
            "--log=" + folder.resolve("log"),
            "--wait",
            "--options=" + String.join(" ", options(port)));
    return "cd / && until %s; do sleep 0.2; done"
        .formatted(command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")));
  }

  private String control() {
    return programs.resolve("pg_ctl").toString();
  }

  private void awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.contains(READY)) {
        // Whoever stops reading would stop the server, too.
        DaemonThreads.start("postgres-log", () -> lines.lines().forEach(unused -> {}));
        return;
      }
    }
    throw new IOException("PostgreSQL did not start:\n" + said);
  }

  /** The URL of one of its databases. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /** Its port on the loopback interface. */
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    // Fast: it does not wait for connections to end. One that was killed may not run any more.
    var unused =
        call(
            control(),
            "stop",
            "--pgdata=" + data(folder),
            "--mode=fast",
            "--wait",
            "--timeout=" + TimeUnit.MINUTES.toSeconds(HANG_MINUTES));
    process.destroyForcibly().waitFor();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Call call = call(command);
    if (call.exitCode != 0) {
      throw new IOException(command[0] + " failed:\n" + call.said);
    }
  }

  private record Call(int exitCode, String said) {}

  private static Call call(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(asUser(command))
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Call(process.waitFor(), said);
  }

  private static List<String> asUser(String... command) {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      words.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
    }
    words.addAll(List.of(command));
    return words;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name", "").equals("root");
  }
}
