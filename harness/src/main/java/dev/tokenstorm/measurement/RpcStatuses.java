package dev.tokenstorm.measurement;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts RPC attempts by their status, and long polls that were cut. Thread-safe; grows with kinds
 * of status only.
 */
public final class RpcStatuses {
  private final ConcurrentHashMap<RpcStatus, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder cutPolls = new LongAdder();
  private final LongAdder cutPollNanos = new LongAdder();

  /** Counts one attempt. */
  public void count(RpcStatus status) {
    counter(status).increment();
  }

  /** Where attempts that end so are counted. */
  public LongAdder counter(RpcStatus status) {
    LongAdder counter = counts.get(status);
    return counter != null ? counter : counts.computeIfAbsent(status, unused -> new LongAdder());
  }

  /**
   * Counts a long poll that was cut; its status is counted besides.
   *
   * @param openNanos from its request to its end
   */
  public void cutPoll(long openNanos) {
    cutPolls.increment();
    cutPollNanos.add(openNanos);
  }

  /** Long polls that were cut so far. */
  public CutPolls cutPolls() {
    return new CutPolls(cutPolls.sum(), Duration.ofNanos(cutPollNanos.sum()));
  }

  /** Attempts so far, by status. */
  public Map<RpcStatus, Long> snapshot() {
    return counts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
