package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.report.LivePage;
import dev.tokenstorm.testkit.Fuzz;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests to the metrics server may be anything: each is answered or cut off, and the next one is
 * served as if nothing had been.
 */
@Timeout(600)
final class HttpRequestFuzzTest {
  private static final int HANG_MILLIS = 120_000;
  private static final int LONGEST_ANSWER = 4 << 20;

  private static final List<String> REQUESTS =
      List.of(
          request(
              "GET /metrics HTTP/1.1",
              "Host: localhost",
              "Accept: application/openmetrics-text",
              "Accept-Encoding: gzip;q=1.0, *;q=0",
              "Connection: close"),
          request("HEAD /healthz HTTP/1.1", "Host: 127.0.0.1:9464", "Connection: close"),
          request("GET / HTTP/1.0", "Host: [::1]"),
          request(
                  "POST /metrics HTTP/1.1",
                  "Host: localhost",
                  "Content-Length: 5",
                  "Connection: close")
              .concat("hello"),
          request("GET /metrics?a=%20b&c HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked")
              .concat("5\r\nhello\r\n0\r\n\r\n"),
          request(
              "OPTIONS * HTTP/1.1", "Host: localhost", "Expect: 100-continue", "Connection: close"),
          request("GET mailto:a HTTP/1.1", "Host: localhost", "Connection: close"));

  private static String request(String... lines) {
    return String.join("\r\n", lines).concat("\r\n\r\n");
  }

  /** Sends a request and its end, and reads whatever comes. */
  private static int answer(MetricsServer server, byte[] request) throws Exception {
    try (Socket socket = new Socket(server.address().host(), server.address().port())) {
      socket.setSoTimeout(HANG_MILLIS);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        return socket.getInputStream().readNBytes(LONGEST_ANSWER).length;
      } catch (SocketException cutOff) {
        return 0;
      }
    }
  }

  @Test
  void everyRequestIsAnsweredOrCutOffAndTheNextOneIsServed() throws InterruptedException {
    Telemetry telemetry = new Telemetry(Plans.small(), "0", "test");
    try (telemetry;
        LivePage page = new LivePage();
        MetricsServer server =
            MetricsServer.start(Plans.onAnyPort(), telemetry, page.handlers(), warning -> {})) {
      Scrape scrape = new Scrape(server.address());

      int served =
          Fuzz.<byte[]>of(
                  "requests over HTTP",
                  mutator ->
                      mutator.draw(3) == 0
                          ? mutator.bytes(
                              mutator.pick(REQUESTS).getBytes(StandardCharsets.ISO_8859_1))
                          : mutator.text(REQUESTS).getBytes(StandardCharsets.UTF_8),
                  request -> request.length,
                  thrown -> false,
                  64)
              .run(
                  600,
                  request -> {
                    assertThat(answer(server, request)).isLessThan(LONGEST_ANSWER);
                    if (request.length % 20 == 0) {
                      assertThat(scrape.get("/healthz").body()).isEqualTo("ok\n");
                    }
                  });

      assertThat(served).isPositive();
      assertThat(scrape.get("/metrics").statusCode()).isEqualTo(200);
    }
  }
}
