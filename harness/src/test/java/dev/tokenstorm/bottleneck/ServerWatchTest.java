package dev.tokenstorm.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.target.TargetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerWatchTest {
  private static final String QUEUE = "queue";

  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 200;
  private volatile String page = "";
  private HttpServer server;
  private URI url;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          int call = asked.get() + 1;
          byte[] body = page.replace("CALL", String.valueOf(call)).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          asked.set(call);
        });
    server.start();
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
    page = "process_cpu_seconds_total CALL\napproximate_backlog_count{taskqueue=\"queue\"} CALL\n";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ServerWatch watch(URI... urls) {
    return ServerWatch.start(List.of(urls), QUEUE, NanoClock.SYSTEM);
  }

  private static void intervals(ServerWatch watch, Phase phase, int count) {
    for (int i = 0; i < count; i++) {
      watch.accept(SampleRun.interval(i, phase));
    }
  }

  @Test
  void itReadsWhenTheMeasuredPhaseBeginsAndEndsAndNowAndThenBetween() throws Exception {
    try (ServerWatch watch = watch(url)) {
      intervals(watch, Phase.WARMUP, 2);
      assertThat(asked).hasValue(1);
      intervals(watch, Phase.MEASURE, 2);
      while (asked.get() < 2) {
        Thread.sleep(1);
      }
      intervals(watch, Phase.DRAIN, 20);
      ServerSignals signals = watch.signals().orElseThrow();
      assertThat(asked).hasValue(3);
      assertThat(signals.cpuSeconds()).hasValue(1);
      assertThat(signals.backlog()).isEqualTo(3);
      assertThat(signals.gaps()).isEmpty();
    }
  }

  @Test
  void countsOfSeveralProcessesAreAdded() throws Exception {
    try (ServerWatch watch = watch(url, url)) {
      intervals(watch, Phase.MEASURE, 1);
      intervals(watch, Phase.DRAIN, 1);
      // From 1 + 2 to 3 + 4.
      assertThat(watch.signals().orElseThrow().cpuSeconds()).hasValue(4);
    }
  }

  @Test
  void aPageThatGoesAwayDuringTheRunIsAGapAndNothingIsLost() throws Exception {
    try (ServerWatch watch = watch(url)) {
      intervals(watch, Phase.MEASURE, 5);
      while (asked.get() < 2) {
        Thread.sleep(1);
      }
      server.stop(0);
      intervals(watch, Phase.DRAIN, 1);
      ServerSignals signals = watch.signals().orElseThrow();
      assertThat(signals.gaps())
          .containsExactly(
              "--server-metrics %s cannot be reached during the run, so the server's own signals end there."
                  .formatted(url));
      assertThat(signals.cpuSeconds()).hasValue(1);
    }
  }

  @Test
  void withoutPagesThereIsNothing() throws Exception {
    try (ServerWatch watch = watch()) {
      intervals(watch, Phase.MEASURE, 9);
      assertThat(watch.signals()).isEmpty();
    }
  }

  @Test
  void aPageThatCannotBeReadBeforeTheRunIsOneSentence() throws IOException {
    status = 404;
    refused(url, "answered with HTTP status 404; check the address, or leave it out.");
    status = 302;
    refused(url, "answered with HTTP status 302;");
    status = 200;
    page = "<html>\n";
    refused(url, "serves something that is not Prometheus' text format (line 1);");
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/metrics");
    }
    refused(nobody, "cannot be reached;");
    refused(URI.create("http://nobody.invalid/metrics"), "has a host that is not known;");
  }

  private void refused(URI address, String sentence) {
    assertThatThrownBy(() -> watch(address))
        .isInstanceOf(TargetException.class)
        .hasMessageStartingWith("--server-metrics " + address + " " + sentence);
  }
}
