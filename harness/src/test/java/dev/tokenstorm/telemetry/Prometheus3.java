package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.measurement.DaemonThreads;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Prometheus 3, which scrapes nothing: {@code prometheus3/prometheus} under a folder of
 * PATH. Debian's Prometheus is older, and takes no OTLP.
 */
final class Prometheus3 implements AutoCloseable {
  private static final String PROGRAM = "prometheus3/prometheus";
  private static final String RECEIVER = "--web.enable-otlp-receiver";
  private static final String READY = "Server is ready to receive web requests.";

  private final Process process;
  private final URI address;

  private Prometheus3(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one that takes OTLP; the test is skipped where there is no program. */
  static Prometheus3 start(Path folder) throws IOException {
    return start(folder, RECEIVER);
  }

  /** Starts one with these flags only. */
  static Prometheus3 start(Path folder, String... flags) throws IOException {
    Path configuration = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
    int port = LoopbackPorts.forServer();
    List<String> command =
        new ArrayList<>(
            List.of(
                program().toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port));
    command.addAll(Arrays.asList(flags));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    while (said.indexOf(READY) < 0) {
      String line = log.readLine();
      assertThat(line).as("Prometheus starts: %s", said).isNotNull();
      said.append(line).append('\n');
    }
    // What it says later must not fill the pipe.
    DaemonThreads.start("prometheus-log", () -> drain(log));
    return new Prometheus3(process, URI.create("http://127.0.0.1:" + port));
  }

  private static void drain(BufferedReader log) {
    try {
      while (log.readLine() != null) {
        // Nobody wants it.
      }
    } catch (IOException ended) {
      assertThat(ended).hasMessageContaining("closed");
    }
  }

  private static Path program() {
    Optional<Path> program =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, PROGRAM))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(program.isPresent(), "no " + PROGRAM + " under a folder of PATH");
    return program.orElseThrow();
  }

  /** Where it takes OTLP. */
  URI receiver() {
    return address.resolve("/api/v1/otlp/v1/metrics");
  }

  /** What a query finds: values by name and labels, but for those that say who sent them. */
  Map<String, Double> query(String promql) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                address.resolve(
                    "/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8)))
            .build();
    JsonNode answer =
        new ObjectMapper()
            .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    assertThat(answer.at("/status").asText()).as(answer.toString()).isEqualTo("success");
    Map<String, Double> values = new TreeMap<>();
    for (JsonNode series : answer.at("/data/result")) {
      Map<String, String> labels = new TreeMap<>();
      for (Map.Entry<String, JsonNode> label : series.at("/metric").properties()) {
        labels.put(label.getKey(), label.getValue().asText());
      }
      String name = labels.getOrDefault("__name__", "");
      labels.keySet().removeAll(List.of("__name__", "job", "instance"));
      values.put(
          OtlpSeries.key(name, labels),
          Double.parseDouble(series.at("/value/1").asText().replace("Inf", "Infinity")));
    }
    return values;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
