package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tokenstorm.plan.OutputPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("it counts threads of this process by their names")
class MetricsServerTest {
  private final Telemetry telemetry = new Telemetry(Plans.small(), "0", "test");
  private final List<String> warnings = new ArrayList<>();

  @AfterEach
  void close() {
    telemetry.close();
  }

  @Test
  void health_is_ok_and_other_paths_are_not_found() {
    try (MetricsServer server = start(Plans.onAnyPort())) {
      Scrape scrape = new Scrape(server.address());

      assertThat(scrape.get("/healthz").body()).isEqualTo("ok\n");
      assertThat(scrape.get("/nothing").statusCode()).isEqualTo(404);
      assertThat(scrape.get("/metrics/nothing").statusCode()).isEqualTo(404);
      assertThat(scrape.send("POST", "/metrics").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void the_format_is_the_one_that_the_scraper_asks_for() {
    try (MetricsServer server = start(Plans.onAnyPort())) {
      Scrape scrape = new Scrape(server.address());

      HttpResponse<String> plain = scrape.get("/metrics");
      HttpResponse<String> open =
          scrape.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1");

      assertThat(plain.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(plain.body()).doesNotContain("# EOF");
      assertThat(open.headers().firstValue("Content-Type"))
          .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(open.body()).endsWith("# EOF\n");
    }
  }

  @Test
  void a_page_is_zipped_for_those_who_take_it_so_and_is_the_same_page() throws IOException {
    try (MetricsServer server = start(Plans.onAnyPort())) {
      byte[] plain = new Scrape(server.address()).bytes("/metrics");
      byte[] zipped = new Scrape(server.address()).bytes("/metrics", "Accept-Encoding", "gzip");

      assertThat(zipped.length).isLessThan(plain.length / 5);
      assertThat(series(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes()))
          .isEqualTo(series(plain));
    }
  }

  /** Values of the JVM's own change from one scrape to the next. */
  private static List<String> series(byte[] page) {
    return new String(page, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' ')))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                       | true",
        "deflate, GZIP;q=1.0, *;q=0 | true",
        "br;q=0.5, gzip;q=0.001     | true",
        "*                          | true",
        "x-gzip                     | true",
        "gzip;q=0                   | false",
        "gzip; q=0.000, *           | false",
        "identity                   | false",
        "br, deflate                | false",
      })
  void gzip_is_sent_to_those_who_accept_it_only(String accepts, boolean zipped) {
    try (MetricsServer server = start(Plans.onAnyPort())) {
      var headers =
          new Scrape(server.address())
              .send("HEAD", "/metrics", "Accept-Encoding", accepts)
              .headers();
      assertThat(headers.firstValue("Content-Encoding"))
          .isEqualTo(zipped ? Optional.of("gzip") : Optional.empty());
      assertThat(headers.firstValue("Vary")).hasValue("Accept-Encoding");
    }
  }

  /** A header may have 380 KiB. What took the square of that took a thread for a minute. */
  @Test
  @Timeout(60)
  void a_header_of_many_blanks_is_read_as_any_other() {
    String blanks = " ".repeat(300_000);

    assertThat(
            Gzip.accepted(List.of("br" + blanks + "x;q=1", "gzip" + blanks + ";" + blanks + "q=1")))
        .isTrue();
    assertThat(Gzip.accepted(List.of("gzip;" + blanks + "q=0" + blanks))).isFalse();
  }

  @Test
  void a_page_too_short_to_gain_by_it_is_sent_as_it_is() {
    try (MetricsServer server = start(Plans.onAnyPort())) {
      assertThat(new Scrape(server.address()).get("/healthz", "Accept-Encoding", "gzip").body())
          .isEqualTo("ok\n");
    }
  }

  @Test
  void head_tells_the_length_and_sends_nothing() {
    try (MetricsServer server = start(Plans.onAnyPort())) {
      HttpResponse<String> head = new Scrape(server.address()).send("HEAD", "/healthz");

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.headers().firstValue("Content-Length")).hasValue("3");
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void a_default_address_that_is_taken_gives_way_with_a_warning() throws IOException {
    try (ServerSocket taken = listen();
        MetricsServer server = start(new OutputPlan.Metrics(addressOf(taken), false))) {
      assertThat(server.address().port()).isNotEqualTo(taken.getLocalPort());
      assertThat(new Scrape(server.address()).get("/healthz").statusCode()).isEqualTo(200);
      assertThat(warnings).hasSize(1);
      assertThat(warnings.get(0))
          .contains(server.address().toString(), addressOf(taken).toString(), "--metrics-address");
    }
  }

  @Test
  void a_given_address_that_is_taken_is_a_usage_error() throws IOException {
    try (ServerSocket taken = listen()) {
      assertThatThrownBy(() -> start(new OutputPlan.Metrics(addressOf(taken), true)))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("--metrics-address " + addressOf(taken));
    }
  }

  @Test
  void a_given_name_that_does_not_resolve_is_a_usage_error() {
    HostPort nowhere = new HostPort("no-such-host.invalid", 9464);

    assertThatThrownBy(() -> start(new OutputPlan.Metrics(nowhere, true)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("does not resolve");
  }

  /** One that never reads its reply, and one that never finishes its request. */
  @ParameterizedTest
  @Timeout(60)
  @ValueSource(strings = {"GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /end"})
  void a_scraper_gets_its_turn_however_many_clients_are_stuck(String request) throws Exception {
    Map<String, HttpHandler> others = Map.of("/endless", MetricsServerTest::endless);
    List<Socket> stuck = new ArrayList<>();
    try (MetricsServer server =
        MetricsServer.start(Plans.onAnyPort(), telemetry, others, warnings::add)) {
      for (int i = 0; i < 2 * FairRequestExecutor.MAX_WAITING; i++) {
        Socket socket = new Socket(server.address().host(), server.address().port());
        stuck.add(socket);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      }
      while (waitingForClients() < FairRequestExecutor.MAX_WAITING) {
        Thread.sleep(20);
      }

      for (int i = 0; i < 3; i++) {
        assertThat(new Scrape(server.address()).get("/metrics").statusCode()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : stuck) {
        socket.close();
      }
    }
  }

  /** How many of the server's threads are in the middle of reading or writing. */
  private static long waitingForClients() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("tokenstorm-metrics"))
        .filter(
            thread ->
                Arrays.stream(thread.getValue())
                    .anyMatch(frame -> frame.getClassName().equals("sun.nio.ch.SocketChannelImpl")))
        .count();
  }

  @Test
  void what_it_is_given_is_served_at_its_own_path_only() {
    try (MetricsServer server = start(Plans.onAnyPort())) {
      Scrape scrape = new Scrape(server.address());

      assertThat(scrape.get("/given").body()).isEqualTo("given");
      assertThat(scrape.get("/given/more").statusCode()).isEqualTo(404);
      assertThat(scrape.send("POST", "/given").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void a_web_site_that_calls_a_loopback_address_its_own_is_turned_away() throws IOException {
    try (MetricsServer server = start(Plans.onAnyPort())) {
      assertThat(statusFor(server, "localhost:1")).isEqualTo(200);
      assertThat(statusFor(server, "127.0.0.1:" + server.address().port())).isEqualTo(200);
      assertThat(statusFor(server, "[::1]")).isEqualTo(200);
      assertThat(statusFor(server, "site.example:" + server.address().port())).isEqualTo(421);
      assertThat(statusFor(server, "127.0.0.1.site.example")).isEqualTo(421);
      assertThat(statusFor(server, "")).isEqualTo(421);
    }
  }

  @Test
  void any_name_is_right_where_other_machines_may_ask() throws IOException {
    HostPort everywhere = new HostPort("0.0.0.0", 0);
    try (MetricsServer server = start(new OutputPlan.Metrics(everywhere, true))) {
      assertThat(statusFor(server, "harness:9464")).isEqualTo(200);
    }
  }

  private static int statusFor(MetricsServer server, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
      socket
          .getOutputStream()
          .write(
              ("GET /given HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(reply.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
  }

  private static void given(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = "given".getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void endless(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      while (true) {
        exchange.getResponseBody().write(new byte[65_536]);
      }
    }
  }

  private MetricsServer start(OutputPlan.Metrics plan) {
    return MetricsServer.start(
        plan, telemetry, Map.of("/given", MetricsServerTest::given), warnings::add);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static HostPort addressOf(ServerSocket taken) {
    return new HostPort("127.0.0.1", taken.getLocalPort());
  }
}
