package dev.tokenstorm.telemetry;

import com.uber.m3.tally.Scope;
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
import java.util.List;
import java.util.Locale;

/**
 * The registry of one run. Thread-safe.
 *
 * <p>Every metric of the process, the SDK's and the JVM's too, carries the labels {@code run} and
 * {@code cell}. An info metric that each query joins would be the usual way, but a process is one
 * cell of one run, so the labels add no series; without them two runs at one address would be one
 * line, and no dashboard could choose between them without a join in each of its queries.
 */
public final class Telemetry implements AutoCloseable {
  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final HarnessMetrics harness;
  private final Scope sdkScope;

  /**
   * @param cell names this process among the cells of the run
   * @param version of the harness
   */
  public Telemetry(RunPlan plan, String cell, String version) {
    this(plan, cell, version, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  /** The same, with an empty registry of the caller's. */
  Telemetry(RunPlan plan, String cell, String version, PrometheusMeterRegistry registry) {
    this.registry = registry;
    registry.config().commonTags(List.of(Tag.of("run", plan.runId()), Tag.of("cell", cell)));
    harness =
        new HarnessMetrics(
            Labels.of("run", plan.runId(), "cell", cell),
            facts(plan, version),
            plan.completion().completers());
    registry.getPrometheusRegistry().register(harness);
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    sdkScope = new SdkScope(registry, NanoClock.SYSTEM);
  }

  /** The harness's own families. */
  public HarnessMetrics harness() {
    return harness;
  }

  /** Where the Temporal SDK reports, for {@code WorkflowServiceStubsOptions.setMetricsScope}. */
  public Scope sdkScope() {
    return sdkScope;
  }

  /** Everything there is to scrape, in the text format of that content type. */
  String scrape(String contentType) {
    return registry.scrape(contentType);
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
        "worker", plan.worker().kind().name().toLowerCase(Locale.ROOT),
        "completer", plan.completion().client().name().toLowerCase(Locale.ROOT),
        "complete_by", plan.completion().by().name().toLowerCase(Locale.ROOT));
  }
}
