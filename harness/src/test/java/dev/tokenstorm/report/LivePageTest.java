package dev.tokenstorm.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.result.StoredRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class LivePageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LivePage live = new LivePage();
  private HttpServer server;
  @TempDir private Path folder;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    live.handlers().forEach(server::createContext);
    server.setExecutor(Executors.newFixedThreadPool(2, DaemonThreads.factory("live-page-test")));
    server.start();
    live.begin(
        SampleRun.facts(true),
        "a: plan\n",
        new ProgressGoal(
            WorkloadKind.GREETING,
            OptionalLong.of(300),
            Optional.empty(),
            Duration.ofSeconds(1),
            OptionalLong.empty()));
  }

  @AfterEach
  void close() {
    live.close();
    server.stop(0);
  }

  @Test
  void one_who_comes_late_is_told_all_and_then_each_interval() throws IOException {
    live.accept(StoredRun.interval(0, Phase.WARMUP));
    live.accept(StoredRun.interval(1, Phase.MEASURE));
    try (Client client = new Client()) {
      JsonNode all = client.next("all");
      live.accept(StoredRun.interval(2, Phase.MEASURE));
      JsonNode point = client.next("point");

      assertThat(all.at("/runs/0/series/columns/seconds")).hasSize(2);
      assertThat(all.at("/runs/0/plan").asText()).isEqualTo("a: plan\n");
      assertThat(all.at("/runs/0/result/verdict/outcome").asText()).isEqualTo("running");
      assertThat(all.at("/progress").asText()).startsWith("Live · measure ");
      assertThat(point.at("/series/place").asInt()).isEqualTo(2);
      assertThat(point.at("/series/columns/pending/0").asInt()).isEqualTo(152);
      assertThat(point.at("/result/figures/measure/workflows/closed").asInt()).isEqualTo(200);
    }
  }

  @Test
  void one_who_comes_before_the_run_begins_is_told_that_there_is_nothing_yet() throws IOException {
    try (Client client = new Client()) {
      assertThat(client.next("all").at("/runs")).isEmpty();
      live.accept(StoredRun.interval(0, Phase.MEASURE));

      assertThat(client.next("all").at("/runs/0/series/columns/seconds")).hasSize(1);
    }
  }

  @Test
  void one_who_comes_back_is_told_all_again() throws Exception {
    try (Client client = new Client()) {
      client.next("all");
    }
    // A listener that has gone is noticed when it is written to.
    int index = 0;
    while (live.listeners() > 0) {
      live.accept(StoredRun.interval(index++, Phase.MEASURE));
      Thread.sleep(20);
    }
    try (Client client = new Client("Last-Event-ID: 7\r\n")) {
      assertThat(client.next("all").at("/runs/0/series/columns/seconds")).hasSize(index);
    }
  }

  @Test
  void the_report_is_the_last_event_and_what_those_who_come_later_are_told() throws IOException {
    StoredRun.write(folder.resolve("run"), 10, true);
    RunReport report = RunReport.of(List.of(RunFolder.open(folder.resolve("run"))));
    try (Client client = new Client()) {
      client.next("all");
      live.end(report);

      assertThat(client.next("report")).isEqualTo(JSON.readTree(report.data().toString()));
    }
    try (Client client = new Client()) {
      assertThat(client.next("report").at("/runs/0/result/run_id").asText())
          .isEqualTo(SampleRun.facts(true).runId());
    }
  }

  @Test
  void a_run_that_leaves_no_report_says_why_also_to_those_who_come_later() throws IOException {
    try (Client client = new Client()) {
      client.next("all");
      live.endWithout("The disk is full.");

      assertThat(client.next("over").at("/why").asText()).isEqualTo("The disk is full.");
    }
    try (Client client = new Client()) {
      assertThat(client.next("over").at("/why").asText()).isEqualTo("The disk is full.");
    }
  }

  @Test
  void a_report_that_was_shown_is_not_taken_back() throws IOException {
    StoredRun.write(folder.resolve("run"), 10, true);
    live.end(RunReport.of(List.of(RunFolder.open(folder.resolve("run")))));
    live.endWithout("The disk is full.");

    try (Client client = new Client()) {
      assertThat(client.next("report").at("/runs")).hasSize(1);
    }
  }

  @Test
  void a_run_that_breaks_off_says_that_it_is_over() throws IOException {
    try (Client client = new Client()) {
      client.next("all");
      live.close();

      assertThat(client.next("over").at("/why").asText()).contains("no report");
    }
  }

  @Test
  void one_who_does_not_read_is_cut_off_and_holds_nobody_up() throws Exception {
    // Large events, so that what the system keeps for one who does not read is full soon.
    StoredRun.write(folder.resolve("run"), 400, true);
    RunReport report = RunReport.of(List.of(RunFolder.open(folder.resolve("run"))));
    try (Client stuck = new Client();
        Client client = new Client()) {
      client.next("all");
      await(() -> live.listeners() == 2);
      while (live.listeners() == 2) {
        live.end(report);
        client.next("report");
      }

      live.accept(StoredRun.interval(0, Phase.MEASURE));
      assertThat(client.next("all").at("/runs/0/series/columns/seconds")).hasSize(1);
      assertThat(stuck.socket.isClosed()).isFalse();
    }
  }

  @Test
  void only_so_many_may_listen() throws Exception {
    List<Client> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        clients.add(new Client());
      }
      await(() -> live.listeners() == 8);

      assertThat(get("GET", "/events").statusCode()).isEqualTo(503);
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  @Test
  void the_page_is_served_with_a_policy_that_lets_nothing_else_run() throws Exception {
    HttpResponse<String> page = get("GET", "/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'sha256-", "frame-ancestors 'none'")
        .contains("connect-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.body()).contains("{\"mode\":\"live\"}");
    assertThat(get("HEAD", "/").body()).isEmpty();
    assertThat(get("HEAD", "/events").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(10);
    }
  }

  /**
   * Reads events as they come, with a small window so that not reading shows soon; and over HTTP
   * 1.0, which has no chunks.
   */
  private final class Client implements AutoCloseable {
    private final Socket socket = new Socket();
    private final BufferedReader in;

    Client() throws IOException {
      this("");
    }

    Client(String header) throws IOException {
      socket.setReceiveBufferSize(4096);
      socket.connect(server.getAddress());
      socket
          .getOutputStream()
          .write(("GET /events HTTP/1.0\r\nHost: x\r\n" + header + "\r\n").getBytes(UTF_8));
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** The data of the next event, which must be of the name. */
    JsonNode next(String name) throws IOException {
      String event = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("event: ")) {
          event = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          assertThat(event).isEqualTo(name);
          return JSON.readTree(line.substring("data: ".length()));
        }
      }
      throw new AssertionError("the stream ended before " + name);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
