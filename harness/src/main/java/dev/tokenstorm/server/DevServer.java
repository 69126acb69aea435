package dev.tokenstorm.server;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The {@code temporal} CLI's dev server, as a process of its own on a free loopback port.
 *
 * <p>Where the system has {@code setsid} the process gets its own session, so that Ctrl-C at the
 * terminal reaches the harness alone, which still needs the server to drain.
 */
final class DevServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final String LOOPBACK = "127.0.0.1";

  private final Process process;
  private final int port;
  private final Path log;

  private final Thread stopAtExit;

  private DevServer(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.stopAtExit = new Thread(process::destroy, "dev-server-stop");
    Runtime.getRuntime().addShutdownHook(stopAtExit);
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
      int port = freePort();
      Path log = Files.createTempFile("tokenstorm-dev-server-", ".log");
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
      command.addAll(plan.arguments());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      DevServer server = new DevServer(process, port, log);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new TargetException(
          "The dev server " + executable + " cannot be started: " + e.getMessage() + ".", e);
    }
  }

  private void awaitReady() throws IOException {
    long deadline = NanoClock.SYSTEM.nanoTime() + START_TIMEOUT.toNanos();
    while (true) {
      if (!process.isAlive()) {
        String said = tail();
        close();
        throw new TargetException(
            "The dev server ended before it was ready; check --dev-server-arg. It said: " + said);
      }
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        if (NanoClock.SYSTEM.nanoTime() > deadline) {
          close();
          throw new TargetException(
              "The dev server was not ready after " + START_TIMEOUT.toSeconds() + " s.", notYet);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("Interrupted while the dev server was starting.", e);
    }
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    String last = lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1).strip();
    return last.length() > 200 ? last.substring(0, 200) + "…" : last;
  }

  /** Where it listens. */
  String address() {
    return LOOPBACK + ":" + port;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
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

  /** Stops the process, and waits until it is gone. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(stopAtExit);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and the hook with it.
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
