package dev.tokenstorm.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.history.HistoryRow;
import dev.tokenstorm.history.HistoryStore;
import dev.tokenstorm.settings.HistoryLocation;
import dev.tokenstorm.telemetry.OtlpInbox;
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
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar that was built, as a process of its own, on every kind of JDK. */
@Isolated("its processes warn where they lack the cores, and are to warn of nothing")
@Timeout(300)
final class JarIT {
  /**
   * Names the home of a JDK with virtual threads; else one beside the running JDK is looked for.
   */
  private static final String LATER_JDK_PROPERTY = "tokenstorm.later-jdk";

  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void itRunsOnTheDefaultJdk() throws IOException, InterruptedException {
    runs(Path.of(System.getProperty("java.home")));
  }

  @Test
  void itRunsOnALaterJdkWithVirtualThreads() throws IOException, InterruptedException {
    Optional<Path> later = laterJdk();
    if (later.isEmpty() && System.getenv("CI") != null) {
      throw new AssertionError(
          "CI needs a JDK %d or later beside %s"
              .formatted(FIRST_WITH_VIRTUAL_THREADS, System.getProperty("java.home")));
    }
    Assumptions.assumeTrue(
        later.isPresent(),
        "no JDK %d or later beside this one or in -D%s"
            .formatted(FIRST_WITH_VIRTUAL_THREADS, LATER_JDK_PROPERTY));
    runs(later.orElseThrow());
  }

  private void runs(Path home) throws IOException, InterruptedException {
    Process process = start(home, "--workflows 50 --in-flight 25");
    assertThat(process.waitFor()).as(this::said).isEqualTo(ExitCode.PASSED);

    assertThat(out()).startsWith("PASSED");
    assertThat(err())
        .contains("measure")
        .doesNotContainIgnoringCase("WARNING")
        .doesNotContain("WARN ", "ERROR ", "\tat ");
    JsonNode result = result();
    assertThat(result.at("/ledger/workflows/completed").asLong()).isEqualTo(50);
    assertThat(result.at("/ledger/tokens/completed").asLong()).isEqualTo(200);
    assertThat(result.at("/host/virtual_threads").asBoolean())
        .isEqualTo(version(home) >= FIRST_WITH_VIRTUAL_THREADS);
    assertThat(result.at("/host/jvm_version").asText()).startsWith(version(home) + ".");
  }

  @Test
  void itIsAMultiReleaseJarWithMergedServices() throws IOException {
    try (JarFile jar = new JarFile(jar().toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
      assertThat(
              new String(
                  jar.getInputStream(jar.getEntry("META-INF/services/io.grpc.LoadBalancerProvider"))
                      .readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8))
          .contains("PickFirstLoadBalancerProvider", "SecretRoundRobinLoadBalancerProvider");
    }
  }

  /** Drivers, a native library and the migrations are found in the jar, and warn of nothing. */
  @Test
  void itKeepsAHistory() throws IOException, InterruptedException {
    Path history = folder.resolve("runs.db");
    Process process =
        start(
            laterJdk().orElse(jdk()),
            "--target null --worker wire --workflows 20 --in-flight 10 --history " + history);
    assertThat(process.waitFor()).as(this::said).isEqualTo(ExitCode.PASSED);

    assertThat(err())
        .doesNotContainIgnoringCase("WARNING")
        .doesNotContain("WARN ", "ERROR ", "INFO ", "\tat ");
    try (HistoryStore store =
        HistoryStore.openExisting(new HistoryLocation.File(history), Map.of())) {
      HistoryRow row = store.series().get(0).newest();
      assertThat(row.origin().runId()).isEqualTo(result().at("/run_id").asText());
    }
    try (JarFile jar = new JarFile(jar().toFile())) {
      assertThat(jar.getEntry("META-INF/licenses/org.xerial.sqlite-jdbc/LICENSE")).isNotNull();
    }
  }

  /** A header may be a credential, so it is in the requests and nowhere else. */
  @Test
  void itPushesItsMetricsAndTellsNobodyTheHeaders() throws IOException, InterruptedException {
    try (OtlpInbox inbox = new OtlpInbox()) {
      Process process =
          start(
              jdk(),
              "-Xmx1g",
              "--target null --worker wire --workflows 20 --in-flight 10 --push otlp="
                  + inbox.url(),
              Map.of("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20hunter2"));
      assertThat(process.waitFor()).as(this::said).isEqualTo(ExitCode.PASSED);

      OtlpInbox.Push first = inbox.next();
      assertThat(first.headers().getFirst("Authorization")).isEqualTo("Bearer hunter2");
      assertThat(first.value("tokenstorm_workflows_started_total")).isZero();
      assertThat(inbox.last().value("tokenstorm_workflows_started_total")).isEqualTo(20);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .hasSizeGreaterThan(5)
          .allSatisfy(
              file -> assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("hunter2"));
    }
  }

  @Test
  void aRunWithoutAHistoryLoadsNothingOfOne() throws IOException, InterruptedException {
    Path classes = folder.resolve("classes");
    Process process =
        start(
            jdk(),
            "-Xlog:class+load:file=" + classes,
            "--target null --worker wire --workflows 20 --in-flight 10");
    assertThat(process.waitFor()).as(this::said).isEqualTo(ExitCode.PASSED);

    assertThat(read("classes"))
        .contains(" dev.tokenstorm.run.RunExecution ")
        .doesNotContain(" org.sqlite.", " org.postgresql.", " org.flywaydb.")
        .doesNotContain(" dev.tokenstorm.history.HistoryStore ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-INT", "-TERM"})
  void oneSignalStopsStartingDrainsAndKeepsFullResults(String signal)
      throws IOException, InterruptedException {
    Process process = start(jdk(), "--rate 10/s --duration 10m --completion-delay 1s");
    awaitClosed(5, process);
    signal(signal, process);
    assertThat(process.waitFor()).as(this::said).isEqualTo(ExitCode.INTERRUPTED);

    JsonNode result = result();
    assertThat(result.at("/ending/how").asText()).isEqualTo("interrupted");
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/workflows/completed").asLong())
        .isEqualTo(result.at("/ledger/workflows/started").asLong())
        .isGreaterThanOrEqualTo(5);
    assertThat(result.at("/ledger/workflows/open_at_end").asLong()).isZero();
    assertThat(out()).contains("nterrupted");
    assertThat(folder.resolve("out/plan.yaml")).exists();
  }

  @Test
  void twoSignalsEndItAtOnceWithWhatThereIs() throws IOException, InterruptedException {
    Process process =
        start(
            jdk(),
            "--workflows 50 --in-flight 10 --completion-delay 10m --start-to-close-timeout 30m"
                + " --drain-timeout 1h");
    awaitRow(process, row -> !row.getOrDefault("pending_tokens", "0").equals("0"));
    signal("-INT", process);
    awaitRow(process, row -> row.getOrDefault("phase", "").equals("drain"));
    signal("-INT", process);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(this::said).isTrue();

    assertThat(process.exitValue()).as(this::said).isEqualTo(ExitCode.INTERRUPTED);
    JsonNode result = result();
    assertThat(result.at("/ending/how").asText()).isEqualTo("interrupted");
    assertThat(result.at("/ledger/balanced").asBoolean()).isTrue();
    assertThat(result.at("/ledger/workflows/open_at_end").asLong()).isEqualTo(10);
    assertThat(result.at("/ledger/tokens/pending").asLong()).isEqualTo(20);
    assertThat(folder.resolve("out/plan.yaml")).exists();
  }

  private void awaitClosed(double workflows, Process process) throws InterruptedException {
    awaitRow(process, row -> closed() >= workflows);
  }

  private double closed() {
    return rows().stream()
        .mapToDouble(row -> Double.parseDouble(row.getOrDefault("workflows_per_second", "0")))
        .sum();
  }

  /** Waits until some second of the run was so; fails if the process ends first. */
  private void awaitRow(
      Process process, java.util.function.Predicate<Map<String, String>> condition)
      throws InterruptedException {
    while (rows().stream().noneMatch(condition)) {
      assertThat(process.isAlive()).as(this::said).isTrue();
      Thread.sleep(100);
    }
  }

  private List<Map<String, String>> rows() {
    Path csv = folder.resolve("out/intervals.csv");
    return Files.exists(csv) ? ProgramRun.rows(csv) : List.of();
  }

  private Process start(Path home, String flags) throws IOException {
    return start(home, "-Xmx1g", flags);
  }

  private Process start(Path home, String jvmFlag, String flags) throws IOException {
    return start(home, jvmFlag, flags, Map.of());
  }

  private Process start(Path home, String jvmFlag, String flags, Map<String, String> variables)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bin/java").toString(),
                jvmFlag,
                // None of these runs is long enough for the second compiler to pay.
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar().toString(),
                "run",
                "--no-metrics",
                "--out",
                folder.resolve("out").toString()));
    command.addAll(Arrays.asList(flags.split(" ")));
    ProcessBuilder builder =
        new ProcessBuilder(SignalledProcess.command(command))
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  private static void signal(String signal, Process process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static Path jar() {
    Path jar = Path.of(System.getProperty("tokenstorm.jar", "target/tokenstorm.jar"));
    assertThat(jar).isRegularFile();
    return jar;
  }

  private static Path jdk() {
    return Path.of(System.getProperty("java.home"));
  }

  private static Optional<Path> laterJdk() {
    String named = System.getProperty(LATER_JDK_PROPERTY, "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    File[] siblings = Optional.ofNullable(parent().toFile().listFiles()).orElse(new File[0]);
    return Stream.of(siblings)
        .map(File::toPath)
        .filter(home -> Files.isExecutable(home.resolve("bin/java")))
        .filter(home -> version(home) >= FIRST_WITH_VIRTUAL_THREADS)
        .max(Comparator.comparingInt(JarIT::version));
  }

  private static Path parent() {
    return Optional.ofNullable(jdk().getParent()).orElse(jdk());
  }

  /** The feature version in a JDK's {@code release} file; 0 without one. */
  private static int version(Path home) {
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    } catch (IOException none) {
      return 0;
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.replaceFirst("\\D.*", ""));
  }

  private JsonNode result() {
    return ProgramRun.json(read("out/result.json"));
  }

  private String out() {
    return read("stdout");
  }

  private String err() {
    return read("stderr");
  }

  private String said() {
    return "stdout:\n" + out() + "\nstderr:\n" + err();
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
