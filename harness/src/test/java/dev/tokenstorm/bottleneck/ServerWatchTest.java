package dev.tokenstorm.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tokenstorm.LoopbackPorts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.server.TargetException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it gives this process a proxy")
@Timeout(60)
class ServerWatchTest {
  private static final String QUEUE = "queue";

  /** Pages that were given whole. */
  private final AtomicInteger asked = new AtomicInteger();

  /** What the last page says, which may be read before it counts as given. */
  private volatile int told;

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
          told = call;
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          asked.set(call);
        });
    server.start();
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
    page =
        """
        persistence_latency_sum CALL
        persistence_latency_count CALL
        approximate_backlog_count{taskqueue="queue"} CALL
        """;
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ServerWatch watch(URI... urls) {
    return ServerWatch.start(List.of(urls), QUEUE, NanoClock.SYSTEM);
  }

  private void awaitAsked(int times) throws InterruptedException {
    while (asked.get() < times) {
      Thread.sleep(1);
    }
  }

  /** A reading that is due is left out while another goes on. */
  private void measureUntilAsked(ServerWatch watch, int times) throws InterruptedException {
    while (asked.get() < times) {
      intervals(watch, Phase.MEASURE, 1);
      Thread.sleep(1);
    }
  }

  private static void intervals(ServerWatch watch, Phase phase, int count) {
    for (int i = 0; i < count; i++) {
      watch.accept(SampleRun.interval(i, phase));
    }
  }

  @Test
  void aProxyThatIsInTheWayIsNamed() {
    int free = LoopbackPorts.silent();
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", String.valueOf(free));
    try {
      URI elsewhere = URI.create("http://metrics.invalid/metrics");
      assertThatThrownBy(() -> ServerWatch.check(List.of(elsewhere), unused -> {}))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining(
              "cannot be reached through the proxy 127.0.0.1:" + free + " (-Dhttp.proxyHost);");
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
    }
  }

  @Test
  void itReadsWhenTheMeasuredPhaseBeginsAndEndsAndNowAndThenBetween() throws Exception {
    try (ServerWatch watch = watch(url)) {
      awaitAsked(1);
      intervals(watch, Phase.WARMUP, 2);
      intervals(watch, Phase.MEASURE, 2);
      awaitAsked(2);
      intervals(watch, Phase.DRAIN, 20);
      ServerSignals signals = watch.signals().orElseThrow();
      assertThat(told).isEqualTo(3);
      assertThat(signals.persistence()).isEqualTo(new TimerSum(1, 1));
      assertThat(signals.backlog()).isEqualTo(3);
      assertThat(watch.gaps()).isEmpty();
    }
  }

  @Test
  void countsOfSeveralProcessesAreAddedEachOnce() throws Exception {
    try (ServerWatch watch = watch(url, URI.create(url + "/other"), url)) {
      intervals(watch, Phase.MEASURE, 1);
      intervals(watch, Phase.DRAIN, 1);
      // From 1 + 2 to 3 + 4.
      assertThat(watch.signals().orElseThrow().persistence()).isEqualTo(new TimerSum(4, 4));
    }
  }

  @Test
  void aReleaseBeginsWithTheLastReadingBeforeIt() throws Exception {
    try (ServerWatch watch = watch(url)) {
      awaitAsked(1);
      measureUntilAsked(watch, 2);
      intervals(watch, Phase.RELEASE, 1);
      intervals(watch, Phase.DRAIN, 1);
      // One when it is seen, and one at its end.
      assertThat(watch.signals().orElseThrow().persistence()).isEqualTo(new TimerSum(2, 2));
    }
  }

  @Test
  void aPageThatGoesAwayDuringTheRunIsAGapAndNothingIsLost() throws Exception {
    try (ServerWatch watch = watch(url)) {
      awaitAsked(1);
      measureUntilAsked(watch, 2);
      server.stop(0);
      intervals(watch, Phase.DRAIN, 1);
      ServerSignals signals = watch.signals().orElseThrow();
      assertThat(watch.gaps())
          .containsExactly(
              "--server-metrics %s cannot be reached during the run, so the server's own signals end there."
                  .formatted(url));
      assertThat(signals.persistence()).isEqualTo(new TimerSum(asked.get() - 1, asked.get() - 1));
    }
  }

  @Test
  void aPageThatCannotBeReadForAWhileCostsNothing() throws Exception {
    try (ServerWatch watch = watch(url)) {
      awaitAsked(1);
      status = 503;
      measureUntilAsked(watch, 2);
      status = 200;
      intervals(watch, Phase.DRAIN, 1);
      assertThat(watch.signals().orElseThrow().persistence())
          .isEqualTo(new TimerSum(told - 1, told - 1));
      assertThat(watch.gaps()).isEmpty();
    }
  }

  @Test
  void aPageThatTellsNothingOfAServerIsAsGoodAsNone() throws Exception {
    page = "process_cpu_seconds_total CALL\n";
    List<String> doubts = new ArrayList<>();
    ServerWatch.check(List.of(url), doubts::add);
    assertThat(doubts).singleElement().asString().contains(url + " has no persistence_latency");
    try (ServerWatch watch = watch(url)) {
      intervals(watch, Phase.DRAIN, 1);
      assertThat(watch.signals()).isEmpty();
    }
  }

  @Test
  void aPageThatNeverEndsIsGivenUp() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/dripping",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (!over.await(10, TimeUnit.MILLISECONDS)) {
              body.write('#');
              body.flush();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try {
      assertThatThrownBy(() -> ServerPage.read(url.resolve("/dripping"), QUEUE, 200))
          .isInstanceOf(IOException.class)
          .hasMessage("does not answer in time");
    } finally {
      over.countDown();
    }
  }

  @Test
  void whatIsAbandonedIsNotWaitedFor() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/hanging",
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    try (ServerWatch watch = watch(url.resolve("/hanging"))) {
      watch.abandon();
      assertThat(watch.signals()).isEmpty();
      assertThat(watch.gaps()).containsExactly("The last reading of --server-metrics did not end.");
    } finally {
      over.countDown();
    }
  }

  @Test
  void aServerOfAnotherProtocolIsOneSentence() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering =
          new Thread(
              () -> {
                // HttpURLConnection may ask twice.
                for (int i = 0; i < 2; i++) {
                  try (Socket socket = other.accept()) {
                    socket.getInputStream().read();
                    // An empty frame of settings, as HTTP/2 begins.
                    socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
                  } catch (IOException ended) {
                    return;
                  }
                }
              });
      answering.start();
      URI address = URI.create("http://127.0.0.1:" + other.getLocalPort() + "/metrics");
      assertThatThrownBy(() -> ServerWatch.check(List.of(address), doubt -> {}))
          .isInstanceOf(TargetException.class)
          .hasMessageMatching(
              "--server-metrics .*/metrics (does not speak HTTP/1.1|cannot be read \\(.*\\));"
                  + " check the address, or leave it out\\.");
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
  void aPageThatCannotBeReadBeforeTheRunIsOneSentence() {
    status = 404;
    refused(url, "answered with HTTP status 404; check the address, or leave it out.");
    status = 302;
    refused(url, "answered with HTTP status 302;");
    status = 200;
    page = "<html>\n";
    refused(url, "serves something that is not Prometheus' text format (line 1);");
    URI nobody = URI.create("http://127.0.0.1:" + LoopbackPorts.silent() + "/metrics");
    refused(nobody, "cannot be reached;");
    refused(URI.create("http://nobody.invalid/metrics"), "has a host that is not known;");
  }

  private void refused(URI address, String sentence) {
    assertThatThrownBy(() -> ServerWatch.check(List.of(address), doubt -> {}))
        .isInstanceOf(TargetException.class)
        .hasMessageStartingWith("--server-metrics " + address + " " + sentence);
  }
}
