package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real receiver of OTLP makes of a push. */
@Timeout(120)
final class PrometheusPushIT {
  private final Telemetry telemetry = new Telemetry(Plans.small(), "0", "test");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @AfterEach
  void close() {
    telemetry.close();
  }

  private MetricsPush begin(URI url) {
    return MetricsPush.begin(
        telemetry,
        new OtlpReceiver(url, Map.of(), Map.of("service.name", "tokenstorm")),
        MetricsPushTest.NEVER);
  }

  @Test
  void prometheusHasTheSeriesThatAScrapeWouldHaveGivenIt() throws Exception {
    SomeMetrics.record(telemetry);
    try (Prometheus3 prometheus = Prometheus3.start(folder);
        MetricsPush push = begin(prometheus.receiver())) {
      assertThat(push.finish()).isEmpty();

      Map<String, Double> scraped =
          OtlpSeries.of(telemetry.scrape("text/plain; version=0.0.4; charset=utf-8"));
      Map<String, Double> stored = prometheus.query("{run=\"run-1\"}");
      // A pause of garbage collection for a new cause may have a series since.
      assertThat(scraped.keySet()).containsAll(stored.keySet());
      assertThat(ofTheRun(stored)).isEqualTo(ofTheRun(scraped)).hasSizeGreaterThan(500);
      assertThat(
              prometheus.query(
                  "count_over_time(tokenstorm_tokens_pending{job=\"tokenstorm\"}[1h])"))
          .hasSize(1)
          .containsValue(2.0);
    }
  }

  @Test
  void prometheusWithoutItsFlagIsWarnedOfWithTheFlag() throws Exception {
    try (Prometheus3 prometheus = Prometheus3.start(folder, new String[0]);
        MetricsPush push = begin(prometheus.receiver())) {
      assertThat(push.finish())
          .hasValueSatisfying(
              warning -> assertThat(warning).contains("status 404", "--web.enable-otlp-receiver"));
    }
  }

  private static Map<String, Double> ofTheRun(Map<String, Double> all) {
    Map<String, Double> run = new TreeMap<>(all);
    run.keySet().removeIf(key -> !key.startsWith("tokenstorm_") && !key.startsWith("temporal_"));
    return run;
  }
}
