package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.TargetInfo;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The facts that are known of a run when it starts.
 *
 * @param settings the plan's settings by their flags' names without dashes, in the order to show;
 *     values are strings, numbers, booleans, and lists of these
 * @param fleet of which the run is a cell; empty for a run of its own, and for a whole fleet
 */
public record RunFacts(
    RunPlan plan,
    Map<String, Object> settings,
    Instant startedAt,
    TargetInfo target,
    Host host,
    Optional<FleetCell> fleet) {
  public RunFacts {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Makes those of a run that is no cell of a fleet. */
  public RunFacts(
      RunPlan plan, Map<String, Object> settings, Instant startedAt, TargetInfo target, Host host) {
    this(plan, settings, startedAt, target, host, Optional.empty());
  }

  /** Returns the same of a cell of a fleet. */
  public RunFacts of(FleetCell cell) {
    return new RunFacts(plan, settings, startedAt, target, host, Optional.of(cell));
  }

  /** Returns the id that names the run. */
  public String runId() {
    return plan.runId();
  }

  /** Returns the latencies that the run records, in the order of files. */
  public Set<Latency> latencies() {
    return Latency.ofLoop(openLoop());
  }

  /** Returns whether workflows have intended times. */
  public boolean openLoop() {
    return plan.load().arrivals().open();
  }
}
