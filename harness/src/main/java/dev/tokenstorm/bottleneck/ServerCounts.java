package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Nanos;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums what the metrics pages of a server's processes show during a period.
 *
 * <p>Each page is counted on its own, from one reading to the next. A process may restart, and a
 * page may be missing for a while; when it is back, its next reading includes what it counted
 * meanwhile. Thread-safe.
 */
final class ServerCounts {
  private final Map<URI, ServerReading> last = new HashMap<>();
  private final Map<URI, Long> lastAskedNanos = new HashMap<>();
  private final Map<URI, String> gaps = new LinkedHashMap<>();
  private ServerReading sum = ServerReading.NONE;
  private double backlog;
  private long fromNanos;
  private long toNanos;

  /** Lets the period begin with the next reading. */
  synchronized void begin() {
    last.clear();
    lastAskedNanos.clear();
    beginWithLast();
  }

  /** Lets the period begin with the last reading. */
  synchronized void beginWithLast() {
    sum = ServerReading.NONE;
    backlog = 0;
    fromNanos = lastAskedNanos.values().stream().mapToLong(Long::longValue).min().orElse(toNanos);
  }

  /**
   * Adds a reading. The server made it at an unknown moment between question and answer; so the
   * period is counted from the first question to the last answer.
   */
  synchronized void told(URI url, ServerReading page, long askedNanos, long answeredNanos) {
    // A page of another program is ignored: its CPU is not the server's.
    ServerReading reading = page.tells() ? page : ServerReading.NONE;
    gaps.remove(url);
    if (last.isEmpty()) {
      fromNanos = askedNanos;
    }
    lastAskedNanos.put(url, askedNanos);
    toNanos = answeredNanos;
    ServerReading before = last.get(url);
    if (before != null) {
      sum = sum.plus(reading.since(before));
    }
    last.put(url, reading);
    backlog = Math.max(backlog, last.values().stream().mapToDouble(ServerReading::backlog).sum());
  }

  /**
   * Records that a page could not be read. The sentence is dropped when the page can be read again.
   */
  synchronized void missed(URI url, String sentence) {
    gaps.put(url, sentence);
  }

  /** Returns the sums; empty when no page showed anything of a Temporal server. */
  synchronized Optional<ServerSignals> signals() {
    return sum.tells()
        ? Optional.of(
            new ServerSignals(
                Nanos.toSeconds(toNanos - fromNanos),
                sum.persistence(),
                sum.refused(),
                sum.calls(),
                sum.shards(),
                sum.cpuSeconds(),
                backlog))
        : Optional.empty();
  }

  /** Returns one sentence for each page that could not be read at the end. */
  synchronized List<String> gaps() {
    return List.copyOf(gaps.values());
  }
}
