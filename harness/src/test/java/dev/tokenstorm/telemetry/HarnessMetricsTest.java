package dev.tokenstorm.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.RpcStatus;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarnessMetricsTest {
  private static final Path KNOWN_COMPLAINTS = Path.of("src/test/resources/promtool-known.txt");
  private static final long MILLISECOND = 1_000_000;

  private final Telemetry telemetry = new Telemetry(Plans.small(), "0", "test");
  private final MetricsServer server =
      MetricsServer.start(Plans.onAnyPort(), telemetry, Map.of(), warning -> {});
  private final Scrape scrape = new Scrape(server.address());
  private final LatencyRecorders recorders = new LatencyRecorders();
  private final AtomicReference<LedgerCounts> counts = new AtomicReference<>(counts(0));

  @AfterEach
  void close() {
    server.close();
    telemetry.close();
  }

  @Test
  void before_anything_happens_every_known_series_is_there_at_zero() {
    for (TokenState state : TokenState.values()) {
      if (state.isFinal()) {
        assertThat(scrape.value("tokenstorm_tokens_total", state(state.key()))).isZero();
      }
    }
    for (ExecutionState state : ExecutionState.values()) {
      if (state.isFinal()) {
        assertThat(scrape.value("tokenstorm_workflows_total", state(state.key()))).isZero();
      }
    }
    assertThat(scrape.value("tokenstorm_latency_seconds_count", "\"activity\"", "measure"))
        .isZero();
    assertThat(scrape.value("tokenstorm_completers")).isEqualTo(16);
    // No client waits for a greeting's result, so that a panel for it would stay empty.
    assertThat(scrape.lines("tokenstorm_latency_seconds_count", true))
        .isNotEmpty()
        .noneMatch(line -> line.contains("result_seen"));
  }

  @Test
  void every_series_carries_run_and_cell_and_the_info_metric_says_what_runs() {
    assertThat(scrape.lines("tokenstorm_", true))
        .filteredOn(line -> !line.startsWith("#"))
        .allMatch(line -> line.contains("run=\"run-1\"") && line.contains("cell=\"0\""));
    assertThat(
            scrape.value(
                "tokenstorm_run_info",
                "target=\"null\"",
                "workload=\"greeting\"",
                "completer=\"sdk\"",
                "token"))
        .isOne();
  }

  @Test
  void counts_gauges_and_statuses_are_read_when_somebody_scrapes() {
    run();
    counts.set(counts(7));

    assertThat(scrape.value("tokenstorm_workflows_started_total")).isEqualTo(7);
    assertThat(scrape.value("tokenstorm_tokens_total", state("completed"))).isEqualTo(7);
    assertThat(scrape.value("tokenstorm_tokens_pending")).isEqualTo(2);
    assertThat(scrape.value("tokenstorm_rpc_total", "RPS_LIMIT", "NAMESPACE")).isEqualTo(5);
  }

  @Test
  void a_counter_never_goes_down() {
    run();
    counts.set(counts(7));
    assertThat(scrape.value("tokenstorm_tokens_issued_total")).isEqualTo(7);
    counts.set(counts(5));
    assertThat(scrape.value("tokenstorm_tokens_issued_total")).isEqualTo(7);
    counts.set(counts(8));
    assertThat(scrape.value("tokenstorm_tokens_issued_total")).isEqualTo(8);
  }

  @Test
  void latencies_of_the_warm_up_stand_apart() {
    recorders.record(Latency.ACTIVITY, true, 3 * MILLISECOND);
    recorders.record(Latency.ACTIVITY, false, 30 * MILLISECOND);
    interval(Phase.WARMUP);
    recorders.record(Latency.ACTIVITY, true, 5 * MILLISECOND);
    interval(Phase.MEASURE);

    assertThat(scrape.value("tokenstorm_latency_seconds_count", "\"activity\"", "measure"))
        .isEqualTo(2);
    assertThat(scrape.value("tokenstorm_latency_seconds_sum", "\"activity\"", "measure"))
        .isCloseTo(0.008, within(0.00001));
    assertThat(
            scrape.value("tokenstorm_latency_seconds_bucket", "\"activity\"", "measure", "0.004"))
        .isEqualTo(1);
    assertThat(scrape.value("tokenstorm_latency_seconds_count", "\"activity\"", "warmup"))
        .isEqualTo(1);
  }

  @Test
  void the_process_is_summed_over_intervals_and_the_phase_is_the_last_one() {
    interval(Phase.MEASURE);
    interval(Phase.DRAIN);

    assertThat(scrape.value("tokenstorm_cpu_seconds_total")).isEqualTo(2.0);
    assertThat(scrape.value("tokenstorm_hiccup_seconds_count")).isEqualTo(2);
    assertThat(scrape.value("tokenstorm_phase", "drain")).isOne();
    assertThat(scrape.value("tokenstorm_phase", "measure")).isZero();
  }

  @Test
  void a_fault_is_1_while_it_goes_on_and_has_its_recovery_in_the_end() {
    HarnessMetrics metrics =
        new HarnessMetrics(
            Labels.EMPTY,
            Labels.EMPTY,
            Set.of(Latency.values()),
            1,
            List.of("20s: cut 5s", "40s: stall 2s"));
    assertThat(faults(metrics, "tokenstorm_fault"))
        .isEqualTo(Map.of("20s: cut 5s", 0.0, "40s: stall 2s", 0.0));
    metrics.faultsGoOn(List.of("40s: stall 2s"));
    assertThat(faults(metrics, "tokenstorm_fault"))
        .isEqualTo(Map.of("20s: cut 5s", 0.0, "40s: stall 2s", 1.0));
    assertThat(faults(metrics, "tokenstorm_fault_recovery_seconds")).isEmpty();
    metrics.recovered(Map.of("20s: cut 5s", 1.5));
    assertThat(faults(metrics, "tokenstorm_fault"))
        .isEqualTo(Map.of("20s: cut 5s", 0.0, "40s: stall 2s", 0.0));
    assertThat(faults(metrics, "tokenstorm_fault_recovery_seconds"))
        .isEqualTo(Map.of("20s: cut 5s", 1.5));
  }

  private static Map<String, Double> faults(HarnessMetrics metrics, String family) {
    Map<String, Double> values = new HashMap<>();
    metrics.collect().stream()
        .filter(each -> each.getMetadata().getPrometheusName().equals(family))
        .flatMap(each -> each.getDataPoints().stream())
        .forEach(
            point ->
                values.put(
                    String.valueOf(point.getLabels().get("fault")),
                    ((GaugeDataPointSnapshot) point).getValue()));
    return values;
  }

  @Test
  void pauses_that_the_jvm_tells_only_later_are_shown_from_then_on() {
    interval(Phase.MEASURE, OptionalLong.empty());
    assertThat(scrape.lines("tokenstorm_gc_pause_seconds_total{", true)).isEmpty();

    interval(Phase.MEASURE, OptionalLong.of(3 * MILLISECOND));
    interval(Phase.MEASURE, OptionalLong.of(4 * MILLISECOND));
    assertThat(scrape.value("tokenstorm_gc_pause_seconds_total")).isEqualTo(0.007);
  }

  @Test
  void every_family_has_help_and_promtool_finds_nothing_to_say(@TempDir Path folder)
      throws Exception {
    run();
    interval(Phase.MEASURE);
    telemetry.harness().recovered(Map.of("20s: cut 5s", 1.5));
    List<String> lines = scrape.lines("tokenstorm_", true);

    for (MetricFamily family : MetricFamily.values()) {
      assertThat(lines).anyMatch(line -> line.startsWith("# HELP " + family.exportedName() + " "));
    }
    Promtool promtool = Promtool.find(folder);
    assertThat(promtool.check(lines)).isEmpty();
    assertThat(promtool.exitCode()).isZero();
  }

  @Test
  void what_promtool_says_of_the_names_of_others_is_known(@TempDir Path folder) throws Exception {
    SdkTraffic.through(telemetry);

    List<String> families =
        scrape.lines("", true).stream()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ", -1)[2])
            .toList();
    List<String> lines = scrape.lines("", true);
    assertThat(families)
        .anyMatch(family -> family.startsWith("temporal_"))
        .allMatch(family -> lines.stream().anyMatch(line -> helps(line, family)));
    List<String> said = Promtool.find(folder).check(scrape.lines("tokenstorm_", false));

    List<String> known = Files.readAllLines(KNOWN_COMPLAINTS, UTF_8);
    assertThat(said).allMatch(complaint -> known.stream().anyMatch(complaint::matches));
  }

  private static boolean helps(String line, String family) {
    return line.startsWith("# HELP " + family + " ") && !line.contains(SdkMetricHelp.OF_OTHERS);
  }

  private void run() {
    telemetry
        .harness()
        .observe(
            new RunSources(
                counts::get,
                () -> new CellGauges(1, 2, 3, 4, 16),
                () ->
                    Map.of(
                        new RpcStatus(
                            "PollActivityTaskQueue",
                            "RESOURCE_EXHAUSTED",
                            "RPS_LIMIT",
                            "NAMESPACE"),
                        5L)));
  }

  private void interval(Phase phase) {
    interval(phase, OptionalLong.of(MILLISECOND));
  }

  private void interval(Phase phase, OptionalLong pauseNanos) {
    Histogram hiccups = new Histogram(3);
    hiccups.recordValue(MILLISECOND);
    telemetry
        .harness()
        .record(
            phase,
            recorders.swap(),
            new ProcessSample(
                0,
                1_000 * MILLISECOND,
                1_000 * MILLISECOND,
                OptionalDouble.of(0.5),
                OptionalLong.of(1 << 20),
                pauseNanos,
                pauseNanos,
                hiccups));
  }

  private static String state(String key) {
    return "state=\"" + key + "\"";
  }

  private static LedgerCounts counts(long each) {
    return new LedgerCounts(
        each,
        0,
        0,
        each,
        0,
        Map.of(ExecutionState.COMPLETED, each),
        each,
        Map.of(TokenState.COMPLETED, each),
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  /** Debian's promtool. The test that needs it is skipped where there is none. */
  private static final class Promtool {
    private final Path input;
    private int exitCode = -1;

    private Promtool(Path input) {
      this.input = input;
    }

    static Promtool find(Path folder) {
      boolean found =
          Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
              .anyMatch(path -> Files.isExecutable(Path.of(path, "promtool")));
      assumeTrue(found, "no promtool on PATH, so the metrics' names are not checked");
      return new Promtool(folder.resolve("metrics.txt"));
    }

    List<String> check(List<String> lines) throws IOException, InterruptedException {
      Files.write(input, lines, UTF_8);
      Process process =
          new ProcessBuilder("promtool", "check", "metrics")
              .redirectInput(input.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      exitCode = process.exitValue();
      return said.lines().filter(line -> !line.isBlank()).distinct().sorted().toList();
    }

    int exitCode() {
      return exitCode;
    }
  }
}
