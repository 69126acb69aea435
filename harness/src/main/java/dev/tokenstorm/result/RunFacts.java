package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.TargetInfo;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The facts that are known of a run when it starts.
 *
 * @param settings the plan's settings by their flags' names without dashes, in the order to show;
 *     values are strings, numbers, booleans, and lists of these
 */
public record RunFacts(
    RunPlan plan, Map<String, Object> settings, Instant startedAt, TargetInfo target, Host host) {
  public RunFacts {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
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
