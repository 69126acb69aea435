package dev.tokenstorm.telemetry;

import com.uber.m3.tally.Scope;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.RunPlan;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The metrics registry of one run. Thread-safe.
 *
 * <p>Every metric of the process, the SDK's and the JVM's too, carries the labels {@code run} and
 * {@code cell}. Usually an info metric carries such labels, and each query joins it. Here the
 * labels add no series, because a process is one cell of one run. Without them two runs at one
 * address would look like one series, and each query of a dashboard would need a join to choose
 * one.
 */
public final class Telemetry implements AutoCloseable {
  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final HarnessMetrics harness;
  private final Scope sdkScope;

  /**
   * Makes the registry of a run.
   *
   * @param plan of the run
   * @param cell names this process among the cells of the run
   * @param version of the harness
   */
  public Telemetry(RunPlan plan, String cell, String version) {
    this(plan, cell, version, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  /** Makes the metrics of a run in the caller's empty registry. */
  Telemetry(RunPlan plan, String cell, String version, PrometheusMeterRegistry registry) {
    this.registry = registry;
    registry.config().commonTags(List.of(Tag.of("run", plan.runId()), Tag.of("cell", cell)));
    harness =
        new HarnessMetrics(
            Labels.of("run", plan.runId(), "cell", cell),
            facts(plan, version),
            latencies(plan),
            plan.completion().completers(),
            plan.faults().faults().stream().map(PlannedFault::text).toList());
    registry.getPrometheusRegistry().register(harness);
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    sdkScope = new SdkScope(registry, NanoClock.SYSTEM);
  }

  /** Without clients that wait for results there is no stage of theirs. */
  private static Set<Latency> latencies(RunPlan plan) {
    Set<Latency> latencies = EnumSet.allOf(Latency.class);
    if (plan.awaitedResults() == 0) {
      latencies.remove(Latency.RESULT_SEEN);
    }
    return latencies;
  }

  /** Returns the harness's own metric families. */
  public HarnessMetrics harness() {
    return harness;
  }

  /**
   * Returns the scope to which the Temporal SDK reports, for {@code
   * WorkflowServiceStubsOptions.setMetricsScope}.
   */
  public Scope sdkScope() {
    return sdkScope;
  }

  /** Returns everything in the registry, in the text format of a content type. */
  String scrape(String contentType) {
    return registry.scrape(contentType);
  }

  /** Returns everything in the registry, as it is now. */
  MetricSnapshots snapshots() {
    return registry.getPrometheusRegistry().scrape();
  }

  /** Stops watching the JVM. The registry can still be scraped. */
  @Override
  public void close() {
    gc.close();
  }

  private static Labels facts(RunPlan plan, String version) {
    return Labels.of(
        "version", version,
        "target", plan.target().choice().kind().key(),
        "workload", plan.workload().key(),
        "worker", plan.worker().kind().name().toLowerCase(Locale.ROOT),
        "completer", plan.completion().client().name().toLowerCase(Locale.ROOT),
        "complete_by", plan.completion().by().name().toLowerCase(Locale.ROOT));
  }
}
