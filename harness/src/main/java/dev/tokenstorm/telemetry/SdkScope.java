package dev.tokenstorm.telemetry;

import com.uber.m3.tally.Buckets;
import com.uber.m3.tally.Capabilities;
import com.uber.m3.tally.CapableOf;
import com.uber.m3.tally.Counter;
import com.uber.m3.tally.Gauge;
import com.uber.m3.tally.Histogram;
import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.Stopwatch;
import com.uber.m3.tally.StopwatchRecorder;
import com.uber.m3.tally.Timer;
import com.uber.m3.util.Duration;
import dev.tokenstorm.measurement.NanoClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes the Temporal SDK's metrics straight to the registry, under the same names as the SDK's own
 * reporter.
 *
 * <p>The SDK looks up scopes and meters anew for each call and task. Here each look-up is one
 * access to a map whose keys have cached hashes. Tally, the usual implementation, writes the tags
 * into a string each time, and its reporter builds the meter's id again. Timers have the same
 * buckets as the harness's latencies, and families have the help texts of {@link SdkMetricHelp}.
 * Thread-safe; memory grows with the number of series only.
 */
final class SdkScope implements Scope {
  private static final NoopScope NONE = new NoopScope();

  private final MeterRegistry registry;
  private final NanoClock clock;
  private final Map<String, String> tags;

  /** All scopes of one root by their tags, so that equal tags share one scope. */
  private final Map<Map<String, String>, SdkScope> all;

  private final Map<Map<String, String>, SdkScope> tagged = new ConcurrentHashMap<>();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  /** Makes the root scope, which has no tags. */
  SdkScope(MeterRegistry registry, NanoClock clock) {
    this(registry, clock, Map.of(), new ConcurrentHashMap<>());
  }

  private SdkScope(
      MeterRegistry registry,
      NanoClock clock,
      Map<String, String> tags,
      Map<Map<String, String>, SdkScope> all) {
    this.clock = clock;
    this.registry = registry;
    this.tags = tags;
    this.all = all;
  }

  @Override
  public Counter counter(String name) {
    Counter known = counters.get(name);
    return known != null ? known : counters.computeIfAbsent(name, this::newCounter);
  }

  private Counter newCounter(String name) {
    io.micrometer.core.instrument.Counter counter =
        io.micrometer.core.instrument.Counter.builder(name)
            .description(SdkMetricHelp.of(name))
            .tags(meterTags())
            .register(registry);
    return counter::increment;
  }

  @Override
  public Gauge gauge(String name) {
    Gauge known = gauges.get(name);
    return known != null ? known : gauges.computeIfAbsent(name, this::newGauge);
  }

  private Gauge newGauge(String name) {
    Level level = new Level();
    io.micrometer.core.instrument.Gauge.builder(name, () -> level.value)
        .description(SdkMetricHelp.of(name))
        .tags(meterTags())
        .register(registry);
    return level;
  }

  private static final class Level implements Gauge {
    private volatile double value;

    @Override
    public void update(double now) {
      value = now;
    }
  }

  @Override
  public Timer timer(String name) {
    Timer known = timers.get(name);
    return known != null ? known : timers.computeIfAbsent(name, this::newTimer);
  }

  private Timer newTimer(String name) {
    return new Recorded(
        io.micrometer.core.instrument.Timer.builder(name)
            .description(SdkMetricHelp.of(name))
            .tags(meterTags())
            .serviceLevelObjectives(LatencyBuckets.finiteBounds())
            .register(registry),
        clock);
  }

  private Tags meterTags() {
    Tags each = Tags.empty();
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      each = each.and(tag.getKey(), tag.getValue());
    }
    return each;
  }

  private record Recorded(io.micrometer.core.instrument.Timer timer, NanoClock clock)
      implements Timer, StopwatchRecorder {
    @Override
    public void record(Duration interval) {
      timer.record(interval.getNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Stopwatch start() {
      return new Stopwatch(clock.nanoTime(), this);
    }

    @Override
    public void recordStopwatch(long startNanos) {
      timer.record(clock.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public Scope tagged(@Nullable Map<String, String> more) {
    if (more == null) {
      // The SDK passes null for requests without tags of their own.
      return this;
    }
    SdkScope known = tagged.get(more);
    return known != null ? known : tagged.computeIfAbsent(Map.copyOf(more), this::newScope);
  }

  private SdkScope newScope(Map<String, String> more) {
    Map<String, String> both = new HashMap<>(tags);
    both.putAll(more);
    return all.computeIfAbsent(
        Map.copyOf(both), whole -> new SdkScope(registry, clock, whole, all));
  }

  /** Returns a histogram that records nothing, because the SDK reports none. */
  @Override
  @SuppressWarnings({"deprecation", "rawtypes"}) // as the interface has it
  public Histogram histogram(String name, Buckets buckets) {
    return NONE.histogram(name, buckets);
  }

  /** Not supported: the SDK's metric names have no prefixes. */
  @Override
  public Scope subScope(String name) {
    throw new UnsupportedOperationException("scopes of names; there are only scopes of tags");
  }

  @Override
  public Capabilities capabilities() {
    return CapableOf.REPORTING_TAGGING;
  }

  /** Does nothing: the registry belongs to the caller. */
  @Override
  public void close() {}
}
