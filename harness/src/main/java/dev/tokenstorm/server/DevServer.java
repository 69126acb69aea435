package dev.tokenstorm.server;

import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.ShellWord;
import dev.tokenstorm.text.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The {@code temporal} CLI's dev server, as a process of its own on a free loopback port. Its data
 * is in its memory, or in a temporary file where it may have to start again.
 *
 * <p>Where the system has {@code setsid} the process gets its own session, so that Ctrl-C at the
 * terminal reaches the harness alone, which still needs the server to drain.
 */
public final class DevServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /** Below those that systems give to outgoing connections. */
  private static final int FIRST_LASTING_PORT = 15_000;

  private static final int LASTING_PORTS = 15_000;
  private static final int PORT_TRIES = 100;

  /** What the end of the JVM has time for. */
  private static final Duration LAST_MOMENT = Duration.ofMillis(300);

  private final ServerProcess process;
  private final HostPort address;
  private final Path log;

  /** The temporary folder of its database; empty if its data is elsewhere. */
  private final Optional<Path> data;

  private final Thread stopAtExit;

  private DevServer(ServerProcess process, HostPort address, Path log, Optional<Path> data) {
    this.process = process;
    this.address = address;
    this.log = log;
    this.data = data;
    this.stopAtExit = new Thread(() -> stopAtExit(process, log, data), "dev-server-stop");
  }

  /**
   * Starts it and waits until it accepts connections.
   *
   * @throws UsageException when there is no {@code temporal} CLI
   * @throws TargetException when it does not start
   */
  static DevServer start(TargetPlan.DevServer plan, String namespace) {
    Path executable = executable(plan.executable());
    try {
      int port = plan.databaseFile() ? lastingPort() : freePort();
      Optional<Path> data = data(plan);
      Path log =
          data.isPresent()
              ? data.get().resolve("server.log")
              : Files.createTempFile("tokenstorm-dev-server-", ".log");
      HostPort address = new HostPort(LOOPBACK, port);
      ServerProcess process =
          launch(command(executable, plan, namespace, port, data), address, log, data);
      DevServer server = new DevServer(process, address, log, data);
      Runtime.getRuntime().addShutdownHook(server.stopAtExit);
      try {
        process.awaitReady();
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
      return server;
    } catch (IOException e) {
      throw new TargetException(
          "The dev server " + executable + " cannot be started: " + e.getMessage() + ".", e);
    }
  }

  /** Leaves no files behind if there is no process. */
  static ServerProcess launch(List<String> command, HostPort address, Path log, Optional<Path> data)
      throws IOException {
    try {
      return ServerProcess.launch(command, address, log);
    } catch (IOException e) {
      Files.deleteIfExists(log);
      removeData(data);
      throw e;
    }
  }

  private static List<String> command(
      Path executable, TargetPlan.DevServer plan, String namespace, int port, Optional<Path> data) {
    List<String> command = new ArrayList<>();
    onPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
    command.addAll(
        List.of(
            executable.toString(),
            "server",
            "start-dev",
            "--headless",
            "--ip",
            LOOPBACK,
            "--port",
            Integer.toString(port),
            "--namespace",
            namespace,
            "--log-level",
            "warn"));
    data.ifPresent(
        folder -> command.addAll(List.of("--db-filename", folder.resolve("server.db").toString())));
    command.addAll(plan.arguments());
    return command;
  }

  /** Makes the folder of its database, unless a user names a file. */
  private static Optional<Path> data(TargetPlan.DevServer plan) throws IOException {
    boolean given =
        plan.arguments().stream().anyMatch(argument -> argument.matches("(-f|--db-filename).*"));
    return plan.databaseFile() && !given
        ? Optional.of(Files.createTempDirectory("tokenstorm-dev-server-"))
        : Optional.empty();
  }

  /** Where it listens. */
  HostPort address() {
    return address;
  }

  /** Returns its process. */
  public ServerProcess process() {
    return process;
  }

  /** Returns the command that ends it by hand, and removes the files that are its own. */
  public String endCommand() {
    return endCommand(process.pid(), data.orElse(log));
  }

  /**
   * The server removes files as it ends, maybe while they are removed here. That is no error, so
   * the removal is forced.
   *
   * @param files its folder of data, which has its log, or its log alone
   */
  static String endCommand(long pid, Path files) {
    return "kill %d; rm -rf %s".formatted(pid, ShellWord.of(files.toString()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * A free port that stays so while the server is down. A system gives no such port to outgoing
   * connections, not even to the harness's own, which look for the server meanwhile.
   */
  private static int lastingPort() throws IOException {
    for (int i = 0; i < PORT_TRIES; i++) {
      int port = FIRST_LASTING_PORT + ThreadLocalRandom.current().nextInt(LASTING_PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Another one is free.
      }
    }
    return freePort();
  }

  private static Path executable(Optional<Path> given) {
    if (given.isPresent()) {
      if (!Files.isExecutable(given.get()) || Files.isDirectory(given.get())) {
        throw new UsageException(
            "--dev-server-path: " + given.get() + " is not an executable file.");
      }
      return given.get().toAbsolutePath();
    }
    return onPath("temporal")
        .orElseThrow(
            () ->
                new UsageException(
                    "--target dev-server needs the temporal CLI on PATH; install it, or name it"
                        + " with --dev-server-path."));
  }

  private static Optional<Path> onPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        Path candidate = Path.of(folder, name);
        if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /** The JVM is going down, and waits for nobody. */
  static void stopAtExit(ServerProcess process, Path log, Optional<Path> data) {
    if (data.isEmpty()) {
      process.endSoon();
    } else {
      // Nothing of it is needed any more, and it must not write what is being removed.
      process.endAtOnce(LAST_MOMENT);
    }
    try {
      Files.deleteIfExists(log);
      removeData(data);
    } catch (IOException left) {
      // The system clears its folder of temporary files, and nobody can be told.
    }
  }

  /** Stops the process, waits until it is gone, and removes its data. */
  @Override
  public void close() {
    process.close();
    try {
      var unused = Runtime.getRuntime().removeShutdownHook(stopAtExit);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and the hook with it.
    }
    try {
      Files.deleteIfExists(log);
      removeData(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeData(Optional<Path> data) throws IOException {
    if (data.isEmpty() || Files.notExists(data.get())) {
      return;
    }
    try (var files = Files.newDirectoryStream(data.get())) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(data.get());
  }
}
