package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.Scope;
import com.uber.m3.tally.Stopwatch;
import com.uber.m3.util.Duration;
import dev.tokenstorm.measurement.ManualClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SdkScopeTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ManualClock clock = new ManualClock();
  private final Scope root = new SdkScope(registry, clock);

  private List<String> lines(String start) {
    return Arrays.stream(registry.scrape().split("\n", -1))
        .filter(line -> line.startsWith(start))
        .toList();
  }

  @Test
  void what_has_the_same_tags_is_one_series_in_whatever_order_they_were_given() {
    Scope one = root.tagged(Map.of("namespace", "default")).tagged(Map.of("operation", "Poll"));
    Scope other = root.tagged(Map.of("operation", "Poll")).tagged(Map.of("namespace", "default"));

    one.counter("requests").inc(2);
    other.counter("requests").inc(3);
    one.gauge("pollers").update(7);
    other.gauge("pollers").update(5);

    assertThat(lines("requests_total"))
        .containsExactly("requests_total{namespace=\"default\",operation=\"Poll\"} 5.0");
    assertThat(lines("pollers"))
        .containsExactly("pollers{namespace=\"default\",operation=\"Poll\"} 5.0");
  }

  @Test
  void a_later_tag_of_the_same_name_replaces_the_earlier_one() {
    root.tagged(Map.of("type", "none")).tagged(Map.of("type", "sticky")).counter("polls").inc(1);

    assertThat(lines("polls_total")).containsExactly("polls_total{type=\"sticky\"} 1.0");
  }

  @Test
  void a_timer_has_the_buckets_of_the_harness() {
    root.timer("latency").record(Duration.ofMillis(3));
    Stopwatch stopwatch = root.timer("latency").start();
    clock.advance(30_000_000);
    stopwatch.stop();

    assertThat(lines("latency_seconds_count")).containsExactly("latency_seconds_count 2");
    assertThat(lines("latency_seconds_sum")).containsExactly("latency_seconds_sum 0.033");
    assertThat(lines("latency_seconds_bucket"))
        .hasSize(LatencyBuckets.finiteBounds().length + 1)
        .contains(
            "latency_seconds_bucket{le=\"0.0025\"} 0",
            "latency_seconds_bucket{le=\"0.004\"} 1",
            "latency_seconds_bucket{le=\"0.025\"} 1",
            "latency_seconds_bucket{le=\"0.04\"} 2",
            "latency_seconds_bucket{le=\"60.0\"} 2",
            "latency_seconds_bucket{le=\"+Inf\"} 2");
  }
}
