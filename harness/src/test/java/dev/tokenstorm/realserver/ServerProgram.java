package dev.tokenstorm.realserver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that is a Temporal server. The system property {@value #CHOICE} says which one the
 * tests run on: {@code oldest}, the oldest that is supported, or {@code newest}.
 */
interface ServerProgram {
  String CHOICE = "server";

  /** How one server is started, with where it then is. */
  record Start(List<String> command, int port, int metricsPort, Optional<Path> folder) {}

  /** Prepares one server, on free ports of loopback. */
  Start prepare(ServerSettings settings) throws IOException;

  /** The one that the tests run on. They are skipped where it is missing. */
  static ServerProgram chosen() {
    Assumptions.assumeTrue(Chosen.PROGRAM.isPresent(), Chosen.MISSING);
    return Chosen.PROGRAM.orElseThrow();
  }

  /** Whether that is the newest. */
  static boolean newest() {
    return Chosen.NEWEST;
  }

  /** Looked for once, and missed in one line. */
  final class Chosen {
    private static final boolean NEWEST = choice();
    private static final String MISSING =
        (NEWEST ? NewestServer.MISSING : DevServerCli.MISSING) + ": real-server tests are skipped.";
    private static final Optional<ServerProgram> PROGRAM =
        NEWEST ? NewestServer.find() : DevServerCli.find();

    static {
      if (PROGRAM.isEmpty()) {
        System.err.println(MISSING);
      }
    }

    private Chosen() {}

    private static boolean choice() {
      String choice = System.getProperty(CHOICE, "oldest");
      return switch (choice) {
        case "oldest" -> false;
        case "newest" -> true;
        default ->
            throw new IllegalArgumentException(
                "-D" + CHOICE + "=" + choice + " is neither oldest nor newest.");
      };
    }
  }

  /** The program that a system property names, or the one that lies under a folder of PATH. */
  static Optional<Path> find(String property, String path) {
    String named = System.getProperty(property, "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    String folders = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(folders.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, path))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
