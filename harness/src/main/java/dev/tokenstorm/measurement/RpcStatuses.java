package dev.tokenstorm.measurement;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts RPC attempts by their status, and long polls that were cut. Thread-safe; memory grows with
 * the number of different statuses only.
 */
public final class RpcStatuses {
  private final ConcurrentHashMap<RpcStatus, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder cutPolls = new LongAdder();
  private final LongAdder cutPollNanos = new LongAdder();

  /** Counts one attempt. */
  public void count(RpcStatus status) {
    counter(status).increment();
  }

  /** Returns the counter of attempts with this status. */
  public LongAdder counter(RpcStatus status) {
    LongAdder counter = counts.get(status);
    return counter != null ? counter : counts.computeIfAbsent(status, unused -> new LongAdder());
  }

  /**
   * Counts a long poll that was cut. Its status is counted separately.
   *
   * @param openNanos from the poll's request to its end
   */
  public void cutPoll(long openNanos) {
    cutPolls.increment();
    cutPollNanos.add(openNanos);
  }

  /** Returns the long polls that were cut so far. */
  public CutPolls cutPolls() {
    return new CutPolls(cutPolls.sum(), Duration.ofNanos(cutPollNanos.sum()));
  }

  /** Returns the attempts so far, by status. */
  public Map<RpcStatus, Long> snapshot() {
    return counts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
