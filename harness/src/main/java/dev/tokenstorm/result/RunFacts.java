package dev.tokenstorm.result;

import dev.tokenstorm.target.TargetInfo;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a run when it starts.
 *
 * @param plan the plan's settings by their flags' names without dashes, in the order to show;
 *     values are strings, numbers, booleans, and lists of these
 * @param openLoop whether workflows have intended times
 */
public record RunFacts(
    String runId,
    Instant startedAt,
    Map<String, Object> plan,
    boolean openLoop,
    TargetInfo target,
    Host host) {
  public RunFacts {
    plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
  }
}
