package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Nanos;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pages of a server have told in a time, added up. Each page counts by itself, from
 * reading to reading: its process may begin again, and it may stay away while others go on; what it
 * counts meanwhile it tells when it comes back. Thread-safe.
 */
final class ServerCounts {
  private final Map<URI, ServerReading> last = new HashMap<>();
  private final Map<URI, Long> lastAskedNanos = new HashMap<>();
  private final Map<URI, String> gaps = new LinkedHashMap<>();
  private ServerReading sum = ServerReading.NONE;
  private double backlog;
  private long fromNanos;
  private long toNanos;

  /** The time begins with the next reading. */
  synchronized void begin() {
    last.clear();
    lastAskedNanos.clear();
    beginWithLast();
  }

  /** The time began with the last reading. */
  synchronized void beginWithLast() {
    sum = ServerReading.NONE;
    backlog = 0;
    fromNanos = lastAskedNanos.values().stream().mapToLong(Long::longValue).min().orElse(toNanos);
  }

  /**
   * Takes a reading. The server made it at some time between the question and the answer, so the
   * time of all that was told reaches from the first question to the last answer.
   */
  synchronized void told(URI url, ServerReading page, long askedNanos, long answeredNanos) {
    // The page of another program tells of that one's own CPU.
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

  /** A page could not be read; the sentence holds until it can. */
  synchronized void missed(URI url, String sentence) {
    gaps.put(url, sentence);
  }

  /** Empty when nothing was told. */
  synchronized Optional<ServerSignals> signals() {
    return sum.tells()
        ? Optional.of(
            new ServerSignals(
                Nanos.toSeconds(toNanos - fromNanos),
                sum.persistence(),
                sum.refused(),
                sum.shardLock(),
                sum.shardIo(),
                sum.cpuSeconds(),
                backlog))
        : Optional.empty();
  }

  /** One sentence for each page that was away in the end. */
  synchronized List<String> gaps() {
    return List.copyOf(gaps.values());
  }
}
