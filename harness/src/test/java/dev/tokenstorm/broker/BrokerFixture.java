package dev.tokenstorm.broker;

import dev.tokenstorm.LoopbackPorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker: one KRaft node in a process of its own, on free ports of loopback, with share
 * groups, and with its log in a temporary folder. Tests share {@link #shared} one, or {@link #start}
 * one of their own that they may kill and start again on its log. Whatever is started is stopped when
 * the JVM exits.
 */
public final class BrokerFixture implements AutoCloseable {
  /** The module {@code test-broker} writes it when it is built. */
  private static final Path CLASS_PATH = Path.of("..", "test-broker", "target", "class-path");

  private static final String SHARE_VERSION = "share.version=";

  /** Far longer than a start takes: a bound against hangs. */
  private static final long READY_SECONDS = 120;

  private final Path folder;
  private final int port;
  private Process process;

  private BrokerFixture(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "broker-stop"));
  }

  /** The one that all tests share, each with a topic and a group of its own. */
  public static BrokerFixture shared() {
    return Shared.BROKER;
  }

  /** Holds the shared broker, which is started on first use. */
  private static final class Shared {
    static final BrokerFixture BROKER = start();
  }

  /**
   * One of the caller's own.
   *
   * @param properties of the broker, as {@code key=value}, which go before those of the fixture
   */
  public static BrokerFixture start(String... properties) {
    return start(1, properties);
  }

  /** One that has share groups switched off. */
  public static BrokerFixture withoutShareGroups() {
    return start(0);
  }

  private static BrokerFixture start(int shareVersion, String... properties) {
    try {
      Path folder = Files.createTempDirectory("tokenstorm-broker");
      int port = LoopbackPorts.forServer();
      List<String> lines = new ArrayList<>(properties(folder, port, LoopbackPorts.forServer()));
      // Of two lines with one key, the later one holds.
      lines.addAll(Arrays.asList(properties));
      Files.write(configuration(folder), lines);
      format(folder, shareVersion);
      BrokerFixture broker = new BrokerFixture(folder, port);
      broker.awaitReady();
      return broker;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The broker cannot be started.", e);
    }
  }

  private static List<String> properties(Path folder, int port, int controllerPort) {
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
        "controller.listener.names=CONTROLLER",
        "listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(port, controllerPort),
        "log.dirs=" + folder.resolve("log"),
        "auto.create.topics.enable=false",
        "offsets.topic.num.partitions=1",
        "offsets.topic.replication.factor=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "share.coordinator.state.topic.num.partitions=1",
        "share.coordinator.state.topic.replication.factor=1",
        "share.coordinator.state.topic.min.isr=1",
        // A test of a lock that runs out need not wait for 15 s.
        "group.share.min.record.lock.duration.ms=1000");
  }

  private static Path configuration(Path folder) {
    return folder.resolve("server.properties");
  }

  private static void format(Path folder, int shareVersion)
      throws IOException, InterruptedException {
    Process format =
        process(
            folder,
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            configuration(folder).toString(),
            "--feature",
            SHARE_VERSION + shareVersion);
    if (format.waitFor() != 0) {
      throw new IOException("Formatting failed:\n" + said(folder));
    }
  }

  private Process launch() throws IOException {
    return process(folder, "kafka.Kafka", configuration(folder).toString());
  }

  private static Process process(Path folder, String main, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                main));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output(folder)))
        .start();
  }

  private static String classPath() throws IOException {
    if (!Files.exists(CLASS_PATH)) {
      throw new IOException(
          "There is no "
              + CLASS_PATH
              + ", which names the broker's jars: mvn -pl test-broker generate-resources");
    }
    return Files.readString(CLASS_PATH).strip();
  }

  private static File output(Path folder) {
    return folder.resolve("output").toFile();
  }

  private static String said(Path folder) throws IOException {
    return Files.readString(output(folder).toPath());
  }

  /** Waits until it answers clients. */
  private void awaitReady() throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (Admin admin = admin()) {
      while (true) {
        try {
          var unused = admin.describeCluster().nodes().get(1, TimeUnit.SECONDS);
          return;
        } catch (ExecutionException | TimeoutException notYet) {
          if (!process.isAlive()) {
            throw new IOException("The broker ended:\n" + said(folder));
          }
          if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(READY_SECONDS)) {
            throw new IOException("The broker does not answer:\n" + said(folder), notYet);
          }
        }
      }
    }
  }

  /** For {@code bootstrap.servers}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Its port on loopback. */
  public int port() {
    return port;
  }

  /** A client for whatever a test asks of it. */
  public Admin admin() {
    return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address()));
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    var unused = process.destroyForcibly().waitFor();
  }

  /** Starts it again on its port and its log, and waits until it answers. */
  public void restart() throws IOException, InterruptedException {
    process = launch();
    awaitReady();
  }

  @Override
  public void close() {
    end();
  }

  private void end() {
    process.destroyForcibly();
    try {
      process.waitFor();
      delete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
