package dev.tokenstorm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Prometheus of the machine, with the project's own configuration but for addresses: the file is
 * read, its targets are replaced job by job, and nothing else in it is touched.
 */
final class PrometheusProcess implements AutoCloseable {
  private static final String NONE =
      "No prometheus on PATH: the dashboards' queries are not tried.";
  private static final int READY_TRIES = 600;

  private final Process process;
  private final PrometheusApi api;

  private PrometheusProcess(Process process, PrometheusApi api) {
    this.process = process;
    this.api = api;
  }

  /** Skips the test where there is none. */
  static String program() {
    Optional<String> program =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "prometheus"))
            .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
            .map(Path::toString)
            .findFirst();
    if (program.isEmpty()) {
      System.err.println(NONE);
    }
    Assumptions.assumeTrue(program.isPresent(), NONE);
    return program.orElseThrow();
  }

  /**
   * Starts it, and waits until it is ready.
   *
   * @param folder takes its files
   * @param targets addresses to scrape, by the configuration's jobs; its own is added
   */
  static PrometheusProcess start(Path folder, int port, Map<String, List<String>> targets)
      throws IOException, InterruptedException {
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(configuration, configuration(port, targets));
    Process process =
        new ProcessBuilder(
                program(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "prometheus-stop"));
    PrometheusApi api = new PrometheusApi(URI.create("http://127.0.0.1:" + port));
    for (int tries = 0; !api.ready(); tries++) {
      assertThat(process.isAlive() && tries < READY_TRIES)
          .as(() -> "Prometheus starts: " + read(folder.resolve("prometheus.log")))
          .isTrue();
      Thread.sleep(50);
    }
    return new PrometheusProcess(process, api);
  }

  PrometheusApi api() {
    return api;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static String configuration(int port, Map<String, List<String>> targets)
      throws IOException {
    Path original = Dashboard.FOLDER.resolve("prometheus/prometheus.yml").toAbsolutePath();
    @SuppressWarnings("unchecked") // The top of the file is a mapping.
    Map<String, Object> document =
        (Map<String, Object>)
            new Load(LoadSettings.builder().build()).loadFromString(Files.readString(original));
    List<String> rules = new ArrayList<>();
    for (Object file : (List<?>) document.getOrDefault("rule_files", List.of())) {
      rules.add(original.resolveSibling((String) file).normalize().toString());
    }
    document.put("rule_files", rules);
    for (Object each : (List<?>) document.getOrDefault("scrape_configs", List.of())) {
      @SuppressWarnings("unchecked") // So is each job.
      Map<String, Object> job = (Map<String, Object>) each;
      Object name = job.get("job_name");
      List<String> addresses =
          "prometheus".equals(name) ? List.of("127.0.0.1:" + port) : targets.get(name);
      assertThat(addresses).as("addresses for the job " + name).isNotNull();
      job.put("static_configs", List.of(Map.of("targets", addresses)));
    }
    return new Dump(DumpSettings.builder().build()).dumpToString(document);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }
}
