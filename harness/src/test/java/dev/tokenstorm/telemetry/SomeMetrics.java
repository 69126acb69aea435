package dev.tokenstorm.telemetry;

import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What a run could have recorded. */
final class SomeMetrics {
  private SomeMetrics() {}

  /** Something of each kind: counters, gauges, histograms, a timer of the SDK, labels of all. */
  static void record(Telemetry telemetry) {
    telemetry
        .harness()
        .observe(
            new RunSources(
                RunSources.idle(1).counts(),
                () -> new CellGauges(1, 2, 3, 4, 5),
                () -> Map.of(new RpcStatus("Poll", "RESOURCE_EXHAUSTED", "RPS_LIMIT", ""), 7L)));
    LatencyRecorders recorders = new LatencyRecorders();
    recorders.record(Latency.ACTIVITY, true, TimeUnit.MILLISECONDS.toNanos(3));
    recorders.record(Latency.ACTIVITY, true, TimeUnit.MINUTES.toNanos(3));
    recorders.record(Latency.RESUME, false, TimeUnit.MILLISECONDS.toNanos(30));
    Histogram hiccups = new Histogram(3);
    hiccups.recordValue(2_000_000);
    telemetry
        .harness()
        .record(
            Phase.MEASURE,
            recorders.swap(),
            new ProcessSample(
                0,
                1_000_000_000L,
                1_500_000_000L,
                OptionalDouble.empty(),
                OptionalLong.of(4_096),
                OptionalLong.of(12_000_000L),
                OptionalLong.of(15_000_000L),
                hiccups));
    Scope tagged = telemetry.sdkScope().tagged(Map.of("operation", "Poll"));
    tagged.counter("temporal_request").inc(3);
    tagged.gauge("temporal_num_pollers").update(4);
    tagged.timer("temporal_request_latency").record(Duration.ofMillis(6));
  }
}
