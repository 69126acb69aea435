package dev.tokenstorm.compare;

import dev.tokenstorm.result.Host;
import dev.tokenstorm.server.TargetInfo;
import java.time.Instant;
import java.util.List;

/**
 * A comparison, as its document keeps it.
 *
 * @param startedAt when it began
 * @param host on which it runs
 * @param targets each side's, in the order of the plan
 * @param state how far it has come
 * @param answer so far
 */
public record CompareRecord(
    ComparePlan plan,
    Instant startedAt,
    Host host,
    List<TargetInfo> targets,
    CompareState state,
    CompareAnswer answer) {
  public CompareRecord {
    targets = List.copyOf(targets);
  }
}
