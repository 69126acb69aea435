package dev.tokenstorm.fault;

import dev.tokenstorm.statistics.SplitMix64;
import java.util.Optional;

/** The fault that loses replies, while one goes on. Thread-safe. */
final class OpenReplyLoss {
  private static final FaultWitness NOT_OPEN = new FaultWitness(false, "it was not open");

  private final long seed;
  private volatile Optional<ReplyLoss> open = Optional.empty();

  /**
   * @param seed of the run
   */
  OpenReplyLoss(long seed) {
    this.seed = seed;
  }

  /**
   * A fault begins.
   *
   * @throws IllegalArgumentException when it is of another kind
   */
  void begin(PlannedFault fault) {
    if (!(fault.kind() instanceof FaultKind.LoseReplies kind)) {
      throw new IllegalArgumentException("a proxy of calls loses replies, and nothing else");
    }
    open = Optional.of(new ReplyLoss(fault, kind, SplitMix64.mix(seed + fault.number())));
  }

  /** A fault is over. What it has lost stays lost. */
  FaultWitness end(PlannedFault fault) {
    Optional<ReplyLoss> ended = open(fault);
    if (ended.isEmpty()) {
      return NOT_OPEN;
    }
    open = Optional.empty();
    return ended.get().end();
  }

  /** Returns what a fault that goes on has done so far. */
  FaultWitness soFar(PlannedFault fault) {
    return open(fault).map(ReplyLoss::witness).orElse(NOT_OPEN);
  }

  private Optional<ReplyLoss> open(PlannedFault fault) {
    return open.filter(known -> known.fault().equals(fault));
  }

  /** Whether a reply that comes now is lost. */
  boolean strikes(String method) {
    Optional<ReplyLoss> known = open;
    return known.isPresent() && known.get().strikes(method);
  }
}
