package dev.tokenstorm.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dtokenstorm.docs.write=true} to write the document anew. */
class MetricsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/metrics.md");

  @Test
  void the_document_says_what_the_code_exports() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("tokenstorm.docs.write")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, expected, UTF_8);
    }

    assertThat(Files.readString(DOCUMENT, UTF_8)).isEqualTo(expected);
  }

  private static String document() {
    return """
    # Metrics

    `tokenstorm run` serves these at `http://127.0.0.1:9464/metrics`. `--metrics-address` chooses another
    address, `--no-metrics` serves none, `--linger` keeps the final values up after the summary. `/healthz`
    answers `ok`, and `/` is the run's live page. A scrape is some 300 kB, or a tenth of that with
    gzip, which all clients get that accept it, as Prometheus does.

    Every series of the process carries two more labels: `run`, the run's id, and `cell`, which of the run's
    cells it is. No label ever holds a workflow's id. Counters count from the start of the run and never go
    down. Every series whose labels are known beforehand is there from the first scrape, at zero. A status of
    `tokenstorm_rpc_total` is there once an attempt has ended so. `rate()` misses this first one, while the
    counter's value has it.

    <!-- The tables are written by MetricsDocumentTest. -->

    | family | type | labels | meaning |
    |---|---|---|---|
    %s
    ## Stages of `tokenstorm_latency_seconds`

    `phase` is `measure` for workflows that started in the measured phase and `warmup` for those before it.
    Each decade from 100 µs to 60 s has five buckets. They are for graphs. The percentiles of the summary and
    of `result.json` come from HdrHistogram, with three digits.

    | `stage` | what is timed |
    |---|---|
    %s
    `result_seen` is there only with clients that wait (`--await-results`).

    ## States

    | family | `state` |
    |---|---|
    | `tokenstorm_tokens_total` | %s |
    | `tokenstorm_workflows_total` | %s |

    ## Metrics of others

    The Temporal SDK reports into the same registry, under its own names: `temporal_request_*`,
    `temporal_long_request_*`, `temporal_worker_*`, `temporal_workflow_*`, `temporal_activity_*` and
    `temporal_sticky_cache_*`, with the bucket bounds of `tokenstorm_latency_seconds`. They see the calls of the
    SDK's own clients and worker only. Starts of workflows, what the `grpc` completer sends, and all that
    `--worker wire` does, are in `tokenstorm_rpc_total` alone. The JVM and the process report there too:
    `jvm_memory_*`, `jvm_gc_*`, `jvm_threads_*`, `process_*` and `system_*`. Each family has a line of help.

    ## Short runs that nobody scrapes

    A run of a CI job may be over before Prometheus has seen it twice. `--push otlp=URL` sends all of these metrics
    to a receiver of OTLP (HTTP, protobuf, gzip): once before the load begins, every 10 s, and once when all is
    settled. So a counter that is there before the load has at least two values, and every series has its last one. A
    series that begins with the load, such as one of `temporal_*`, may have only its last. A receiver is Prometheus 3 with
    `--web.enable-otlp-receiver`, an OpenTelemetry collector, or what takes OTLP elsewhere:

    ```sh
    OTEL_EXPORTER_OTLP_HEADERS='Authorization=Bearer%%20…' tokenstorm run --target 10.0.0.5:7233 --duration 30s \\
      --push otlp=https://prometheus.example/api/v1/otlp/v1/metrics
    ```

    - **Names** are those of a scrape, `_total`, `_info` and units included, and no metric has a unit for a receiver
      to append. Labels are the same too. Prometheus writes the bound of one second as 1 where it came by OTLP,
      and as 1.0 where it was scraped. `histogram_quantile` takes both. `job` is `tokenstorm`, and
      `instance` is the run's id and the cell.
    - **An address** without a path gets `/v1/metrics`. One with a user, a query or a fragment is refused.
    - **`--push otlp`**, without an address, goes where OpenTelemetry's variables say:
      `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT`, else `OTEL_EXPORTER_OTLP_ENDPOINT` with `/v1/metrics` after it, else
      `http://localhost:4318/v1/metrics`. The variables alone push nothing, because CI systems set them for others.
      A protocol other than `http/protobuf` is refused then.
    - **Headers** are those of `OTEL_EXPORTER_OTLP_METRICS_HEADERS`, else of `OTEL_EXPORTER_OTLP_HEADERS`. They are
      printed nowhere, and no redirection is followed with them. `OTEL_SERVICE_NAME` and
      `OTEL_RESOURCE_ATTRIBUTES` count too. Certificates are checked with the JDK's.
    - **A receiver that is away** costs one warning at the end and at most 6 s there. After SIGTERM these seconds end
      3 s after `--grace`, so that the warning comes before the process ends. It changes neither verdict nor exit
      code. Nothing is sent twice, as each push tells all that the one before told.
    - **Plan and results** do not hold the address. `tune`, `capacity` and `compare` do not push: each of their runs
      would be hundreds of series of its own. There the flag is refused, and the variable `TOKENSTORM_PUSH` ignored.

    CI builds a real Prometheus, 3.16.0 (`go install` of module v0.316.0, without what finds targets in clouds).
    `PrometheusPushIT` pushes to it. It then has the series of a scrape, each with the same value.
    """
        .formatted(families(), stages(), tokenStates(), workflowStates());
  }

  private static String families() {
    return Arrays.stream(MetricFamily.values())
        .map(
            family ->
                "| `%s` | %s | %s | %s |%n"
                    .formatted(
                        family.exportedName(),
                        family.type().name().toLowerCase(Locale.ROOT),
                        family.labels().stream()
                            .map(MetricsDocumentTest::code)
                            .collect(Collectors.joining(", ")),
                        family.help()))
        .collect(Collectors.joining());
  }

  private static String stages() {
    return Arrays.stream(Latency.values())
        .map(latency -> "| `%s` | %s |%n".formatted(latency.key(), latency.description()))
        .collect(Collectors.joining());
  }

  private static String tokenStates() {
    return Arrays.stream(TokenState.values())
        .filter(TokenState::isFinal)
        .map(state -> code(state.key()))
        .collect(Collectors.joining(", "));
  }

  private static String workflowStates() {
    return Arrays.stream(ExecutionState.values())
        .filter(ExecutionState::isFinal)
        .map(state -> code(state.key()))
        .collect(Collectors.joining(", "));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
