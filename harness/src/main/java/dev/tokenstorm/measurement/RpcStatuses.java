package dev.tokenstorm.measurement;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts RPC attempts by their status. Thread-safe; grows with kinds of status only. */
public final class RpcStatuses {
  private final ConcurrentHashMap<RpcStatus, LongAdder> counts = new ConcurrentHashMap<>();

  /** Counts one attempt. */
  public void count(RpcStatus status) {
    counter(status).increment();
  }

  /** Where attempts that end so are counted. */
  public LongAdder counter(RpcStatus status) {
    LongAdder counter = counts.get(status);
    return counter != null ? counter : counts.computeIfAbsent(status, unused -> new LongAdder());
  }

  /** Attempts so far, by status. */
  public Map<RpcStatus, Long> snapshot() {
    return counts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
