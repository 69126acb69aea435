package dev.tokenstorm.benchmarks;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessMeter;
import dev.tokenstorm.plan.OutputPlan;
import dev.tokenstorm.telemetry.MetricsServer;
import dev.tokenstorm.telemetry.Telemetry;
import dev.tokenstorm.text.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A metrics endpoint, and a thread that does the bookkeeping of a given number of completions per
 * second.
 */
final class Scraped implements AutoCloseable {
  private static final int IN_FLIGHT = 1 << 14;
  private static final int COMPLETIONS_PER_GREETING = 4;
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final NanoClock clock = NanoClock.SYSTEM;
  private final Bookkeeping books = new Bookkeeping(IN_FLIGHT);
  private final Telemetry telemetry = new Telemetry(books.plan(), "benchmark", "benchmark");
  private final MetricsServer server =
      MetricsServer.start(
          new OutputPlan.Metrics(new HostPort("127.0.0.1", 0), true),
          telemetry,
          Map.of(),
          unused -> {});
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request =
      HttpRequest.newBuilder(URI.create("http://" + server.address() + "/metrics")).build();
  private final Thread recording;
  private volatile boolean closed;

  Scraped(int completionsPerSecond) {
    telemetry.harness().observe(books.sources());
    recording = DaemonThreads.of("recording", () -> record(completionsPerSecond));
    recording.start();
  }

  private void record(int completionsPerSecond) {
    long nanosPerGreeting = INTERVAL_NANOS * COMPLETIONS_PER_GREETING / completionsPerSecond;
    try (ProcessMeter process = new ProcessMeter(clock)) {
      long due = clock.nanoTime();
      long intervalEnd = due + INTERVAL_NANOS;
      while (!closed) {
        books.greeting();
        due += nanosPerGreeting;
        long now = clock.nanoTime();
        if (due - now > 0) {
          LockSupport.parkNanos(due - now);
        }
        if (now - intervalEnd >= 0) {
          telemetry.harness().record(Phase.MEASURE, books.latencies().swap(), process.sample());
          intervalEnd += INTERVAL_NANOS;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes one scrape as Prometheus does, and returns what it got. */
  String scrape() throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    closed = true;
    server.close();
    telemetry.close();
    books.close();
  }
}
