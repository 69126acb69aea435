package dev.tokenstorm.fault;

import dev.tokenstorm.statistics.SplitMix64;
import dev.tokenstorm.text.Humanize;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A fault that loses replies, and those that it has lost so far. Whether a method's n-th reply is
 * lost follows from the seed, the method and n. It keeps two numbers per method. Thread-safe.
 */
final class ReplyLoss {
  private final PlannedFault fault;
  private final FaultKind.LoseReplies kind;
  private final long drawSeed;
  private final Map<String, Replies> byMethod = new TreeMap<>();
  private boolean over;

  /** The replies of one method. */
  private static final class Replies {
    private long drawn;
    private long lost;
  }

  ReplyLoss(PlannedFault fault, FaultKind.LoseReplies kind, long drawSeed) {
    this.fault = fault;
    this.kind = kind;
    this.drawSeed = drawSeed;
  }

  PlannedFault fault() {
    return fault;
  }

  /** Whether a reply that comes now is lost; it is counted then. */
  synchronized boolean strikes(String method) {
    if (over || kind.method().filter(named -> !named.equals(method)).isPresent()) {
      return false;
    }
    Replies replies = byMethod.computeIfAbsent(method, unused -> new Replies());
    boolean lost = SplitMix64.uniform(drawSeed + method.hashCode(), replies.drawn++) < kind.share();
    replies.lost += lost ? 1 : 0;
    return lost;
  }

  /** It is over, and loses none any more. */
  synchronized FaultWitness end() {
    over = true;
    return witness();
  }

  /** What it has done so far. */
  synchronized FaultWitness witness() {
    long lost = byMethod.values().stream().mapToLong(replies -> replies.lost).sum();
    if (lost > 0) {
      return new FaultWitness(true, counted(lost) + " lost (" + shares() + ")");
    }
    long drawn = byMethod.values().stream().mapToLong(replies -> replies.drawn).sum();
    return new FaultWitness(
        false,
        drawn > 0
            ? "none of " + counted(drawn) + " was lost"
            : "no reply" + kind.method().map(" of "::concat).orElse("") + " came");
  }

  private static String counted(long count) {
    return count == 1 ? "1 reply" : Humanize.count(count) + " replies";
  }

  /** What was lost of each method, the most first. */
  private String shares() {
    return byMethod.entrySet().stream()
        .filter(method -> method.getValue().lost > 0)
        .sorted(Comparator.comparingLong(method -> -method.getValue().lost))
        .map(method -> method.getKey() + " " + Humanize.count(method.getValue().lost))
        .collect(Collectors.joining(", "));
  }
}
