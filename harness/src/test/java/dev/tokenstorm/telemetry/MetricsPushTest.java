package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.tokenstorm.measurement.CellGauges;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class MetricsPushTest {
  private static final String SECRET = "hunter2";
  private static final Map<String, String> RESOURCE = Map.of("service.name", "tokenstorm");

  /** A period that no test outlives: only the pushes of the beginning and the end are made. */
  static final Duration NEVER = Duration.ofDays(1);

  private final Telemetry telemetry = new Telemetry(Plans.small(), "0", "test");
  private final OtlpInbox inbox = new OtlpInbox();

  @AfterEach
  void close() {
    inbox.close();
    telemetry.close();
  }

  private MetricsPush begin(URI url) {
    return MetricsPush.begin(telemetry, receiver(url), NEVER);
  }

  private static OtlpReceiver receiver(URI url) {
    return new OtlpReceiver(url, Map.of("Authorization", "Bearer " + SECRET), RESOURCE);
  }

  /** What a receiver gets of the metrics as they are. */
  private OtlpInbox.Push push() throws InterruptedException {
    try (MetricsPush push = begin(inbox.url())) {
      assertThat(push.finish()).isEmpty();
    }
    return inbox.next();
  }

  @Test
  void whatIsPushedIsWhatAScrapeShows() throws Exception {
    SomeMetrics.record(telemetry);
    List<Metric> metrics = push().metrics();
    Map<String, Double> pushed = OtlpSeries.of(metrics);
    Map<String, Double> scraped =
        OtlpSeries.of(telemetry.scrape("text/plain; version=0.0.4; charset=utf-8"));

    // A pause of garbage collection for a new cause may have a series since.
    assertThat(scraped.keySet()).containsAll(pushed.keySet());
    assertThat(ofTheRun(pushed)).isEqualTo(ofTheRun(scraped)).hasSizeGreaterThan(500);
    assertThat(pushed.keySet())
        .anyMatch(series -> series.startsWith("tokenstorm_rpc_total{cause=RPS_LIMIT"))
        .anyMatch(series -> series.startsWith("temporal_request_latency_seconds_bucket{"))
        .anyMatch(series -> series.startsWith("temporal_request_latency_seconds_max{"))
        .anyMatch(series -> series.startsWith("jvm_memory_used_bytes{"));
    assertThat(metrics).allMatch(metric -> !metric.getDescription().isEmpty());
  }

  /** What the JVM and the system have changes from one look to the next. */
  private static Map<String, Double> ofTheRun(Map<String, Double> all) {
    Map<String, Double> run = new TreeMap<>(all);
    run.keySet().removeIf(key -> !key.startsWith("tokenstorm_") && !key.startsWith("temporal_"));
    return run;
  }

  @Test
  void countsAreCumulativeAndOfOneMoment() throws Exception {
    SomeMetrics.record(telemetry);
    OtlpInbox.Push push = push();

    assertThat(push.metrics())
        .filteredOn(Metric::hasSum)
        .allSatisfy(
            metric -> {
              assertThat(metric.getSum().getIsMonotonic()).isTrue();
              assertThat(metric.getSum().getAggregationTemporality())
                  .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            });
    assertThat(
            push.metrics().stream()
                .flatMap(metric -> metric.getSum().getDataPointsList().stream())
                .map(point -> point.getTimeUnixNano() - point.getStartTimeUnixNano())
                .distinct())
        .hasSize(1)
        .allMatch(nanos -> nanos > 0);
  }

  @Test
  void aRunPushesWhatItBeganWithAndWhatItEndedWith() throws Exception {
    MetricsPush push = begin(inbox.url());
    SomeMetrics.record(telemetry);
    assertThat(push.finish()).isEmpty();

    assertThat(inbox.next().value("tokenstorm_tokens_pending")).isZero();
    assertThat(inbox.next().value("tokenstorm_tokens_pending"))
        .isEqualTo(new CellGauges(1, 2, 3, 4, 5).pendingTokens())
        .isNotZero();
    push.close();
    assertThat(inbox.waiting()).isZero();
  }

  @Test
  void inBetweenThePushesGoOn() throws Exception {
    try (MetricsPush push =
        MetricsPush.begin(telemetry, receiver(inbox.url()), Duration.ofMillis(5))) {
      assertThat(inbox.next().metrics()).isNotEmpty();
      SomeMetrics.record(telemetry);
      OtlpInbox.Push later = inbox.next();
      while (later.value("tokenstorm_tokens_pending") == 0) {
        later = inbox.next();
      }
      assertThat(push.finish()).isEmpty();
    }
  }

  @Test
  void aRequestIsOneOfOtlpOverHttp() throws Exception {
    OtlpInbox.Push push = push();

    assertThat(push.path()).isEqualTo("/v1/metrics");
    assertThat(push.headers().getFirst("Authorization")).isEqualTo("Bearer " + SECRET);
    assertThat(push.headers().getFirst("Content-Type")).isEqualTo("application/x-protobuf");
    assertThat(push.headers().getFirst("Content-Encoding")).isEqualTo("gzip");
    assertThat(push.resource().getAttributesList())
        .extracting(KeyValue::getKey, each -> each.getValue().getStringValue())
        .containsExactly(tuple("service.name", "tokenstorm"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "307 | text/plain | answered with HTTP status 307",
        "401 | text/plain | answered with HTTP status 401 (OTEL_EXPORTER_OTLP_HEADERS holds",
        "404 | text/plain | answered with HTTP status 404 (an address has the whole path, such as",
        "503 | text/plain | answered with HTTP status 503",
        "200 | text/html  | answered with a page, and is no receiver of OTLP",
      })
  void whatAReceiverDoesNotTakeIsWarnedOfOnce(int status, String type, String why)
      throws Exception {
    inbox.answers(status, type, ByteString.copyFromUtf8(SECRET));
    try (MetricsPush push = begin(inbox.url())) {
      assertThat(push.finish())
          .hasValueSatisfying(
              warning ->
                  assertThat(warning)
                      .startsWith(
                          "the last values of the metrics did not reach "
                              + inbox.url()
                              + " (2 of 2 pushes failed), as it "
                              + why)
                      .endsWith("; the run's results have them")
                      .doesNotContain(SECRET));
    }
    assertThat(inbox.next().path()).isEqualTo("/v1/metrics");
    assertThat(inbox.next().path()).isEqualTo("/v1/metrics");
    assertThat(inbox.waiting()).isZero();
  }

  @Test
  void valuesThatAReceiverTakesInPartAreWarnedOf() throws Exception {
    inbox.answers(
        200,
        "application/x-protobuf",
        ExportMetricsServiceResponse.newBuilder()
            .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder().setRejectedDataPoints(3))
            .build()
            .toByteString());
    try (MetricsPush push = begin(inbox.url())) {
      assertThat(push.finish()).hasValueSatisfying(w -> assertThat(w).contains("refused 3 of the"));
    }
  }

  @Test
  void anAnswerThatIsNoOtlpIsWarnedOf() throws Exception {
    inbox.answers(200, "application/x-protobuf", ByteString.copyFromUtf8("no protobuf"));
    try (MetricsPush push = begin(inbox.url())) {
      assertThat(push.finish())
          .hasValueSatisfying(
              warning -> assertThat(warning).contains("as it answered with what is no OTLP"));
    }
  }

  @Test
  void whereTheLastValuesArriveTheWarningSaysSo() throws Exception {
    inbox.answers(503, "text/plain", ByteString.EMPTY);
    try (MetricsPush push = begin(inbox.url())) {
      assertThat(inbox.next().metrics()).isNotEmpty();
      inbox.answers(200, "text/plain", ByteString.EMPTY);
      assertThat(push.finish())
          .hasValue(
              "the last values of the metrics have reached "
                  + inbox.url()
                  + ", but 1 of 2 pushes failed, as it answered with HTTP status 503");
    }
  }

  @Test
  void aReceiverThatIsNotThereIsWarnedOf() throws Exception {
    URI nowhere = URI.create("http://127.0.0.1:1/v1/metrics");
    try (MetricsPush push = begin(nowhere)) {
      assertThat(push.finish())
          .hasValueSatisfying(
              warning -> assertThat(warning).contains(nowhere.toString(), "cannot be reached"));
    }
  }

  /** It takes what comes, and never answers. */
  @Test
  void aReceiverThatDoesNotAnswerIsWaitedForABoundedTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        MetricsPush push =
            begin(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/v1/metrics"))) {
      assertThat(push.finish())
          .hasValueSatisfying(
              warning ->
                  assertThat(warning).contains("did not reach", "as it does not answer in time"));
    }
  }

  @Test
  void whatAReceiverIsCalledTellsNoHeader() {
    assertThat(receiver(inbox.url()).toString()).isEqualTo(inbox.url().toString());
  }

  @Test
  void somethingThatDoesNotSpeakHttpIsWarnedOf() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread talker =
          new Thread(
              () -> {
                try {
                  while (true) {
                    var socket = other.accept();
                    socket.getOutputStream().write("SSH-2.0\r\n".getBytes(StandardCharsets.UTF_8));
                    socket.close();
                  }
                } catch (IOException closed) {
                  assertThat(other.isClosed()).isTrue();
                }
              });
      talker.start();
      try (MetricsPush push = begin(URI.create("http://127.0.0.1:" + other.getLocalPort() + "/"))) {
        assertThat(push.finish())
            .hasValueSatisfying(warning -> assertThat(warning).contains("did not reach"));
      }
      other.close();
      talker.join();
    }
  }
}
