package dev.tokenstorm.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a Temporal server on this host has spent: the CPU time of its processes, and its calls
 * to the database, as its own metrics count them.
 */
final class ServerMeter {
  private static final Pattern CALLS =
      Pattern.compile("persistence_requests(?:_total)?\\{([^}]*)} (\\S+)");
  private static final Pattern OPERATION = Pattern.compile("(?:^|,)operation=\"([^\"]*)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final Map<String, Long> pids;

  private ServerMeter(URI metrics, Map<String, Long> pids) {
    this.request = HttpRequest.newBuilder(metrics).build();
    this.pids = pids;
  }

  /**
   * @param metrics where the server's metrics are
   * @param processes as {@code name:pid} joined by commas
   */
  static ServerMeter of(URI metrics, String processes) {
    Map<String, Long> pids = new LinkedHashMap<>();
    for (String process : processes.split(",", -1)) {
      String[] nameAndPid = process.split(":", 2);
      if (nameAndPid.length < 2 || !nameAndPid[1].matches("\\d{1,9}")) {
        throw new IllegalArgumentException("no name:pid: " + process);
      }
      pids.put(nameAndPid[0], Long.parseLong(nameAndPid[1]));
    }
    return new ServerMeter(metrics, pids);
  }

  List<String> processes() {
    return List.copyOf(pids.keySet());
  }

  ServerReadings read() throws IOException, InterruptedException {
    Map<String, Long> cpu = new LinkedHashMap<>();
    for (Map.Entry<String, Long> process : pids.entrySet()) {
      cpu.put(process.getKey(), ProcessCpu.nanosOfTree(process.getValue()));
    }
    return new ServerReadings(cpu, calls());
  }

  private Map<String, Double> calls() throws IOException, InterruptedException {
    Map<String, Double> calls = new TreeMap<>();
    client
        .send(request, HttpResponse.BodyHandlers.ofLines())
        .body()
        .forEach(
            line -> {
              Matcher matcher = CALLS.matcher(line);
              if (matcher.matches()) {
                Matcher operation = OPERATION.matcher(matcher.group(1));
                calls.merge(
                    operation.find() ? operation.group(1) : "",
                    Double.parseDouble(matcher.group(2)),
                    Double::sum);
              }
            });
    if (calls.isEmpty()) {
      throw new IOException(request.uri() + " tells nothing of calls to a database");
    }
    return calls;
  }
}
