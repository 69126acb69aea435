package dev.tokenstorm.fault;

import dev.tokenstorm.statistics.SplitMix64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults that are open on the way to a target, and what they do to bytes. For one thread. */
final class LinkFaults {
  private final long seed;
  private final Map<Class<? extends FaultKind>, OpenFault> open = new HashMap<>();
  private Optional<ByteBudget> requestBudget = Optional.empty();
  private Optional<ByteBudget> replyBudget = Optional.empty();
  private long delaysDrawn;

  /**
   * @param seed of the run
   */
  LinkFaults(long seed) {
    this.seed = seed;
  }

  /** A fault begins. */
  OpenFault begin(PlannedFault fault, long nowNanos) {
    OpenFault opened = new OpenFault(fault);
    open.put(fault.kind().getClass(), opened);
    if (fault.kind() instanceof FaultKind.Bandwidth bandwidth) {
      requestBudget = Optional.of(new ByteBudget(bandwidth.bytesPerSecond(), nowNanos));
      replyBudget = Optional.of(new ByteBudget(bandwidth.bytesPerSecond(), nowNanos));
    }
    return opened;
  }

  /** A fault is over; empty if it was not open. */
  Optional<OpenFault> end(PlannedFault fault) {
    if (fault.kind() instanceof FaultKind.Bandwidth) {
      requestBudget = Optional.empty();
      replyBudget = Optional.empty();
    }
    Optional<OpenFault> known = open(fault);
    known.ifPresent(ended -> open.remove(fault.kind().getClass()));
    return known;
  }

  /** A fault that goes on; empty if it does not. */
  Optional<OpenFault> open(PlannedFault fault) {
    return open(fault.kind().getClass()).filter(known -> known.fault().equals(fault));
  }

  private Optional<OpenFault> open(Class<? extends FaultKind> kind) {
    return open.isEmpty() ? Optional.empty() : Optional.ofNullable(open.get(kind));
  }

  /** The one that breaks all connections. */
  Optional<OpenFault> cut() {
    return open(FaultKind.Cut.class);
  }

  /** Those that make bytes vanish: two may go on at once. */
  List<OpenFault> holes(boolean replies) {
    if (open.isEmpty()) {
      return List.of();
    }
    List<OpenFault> holes = new ArrayList<>();
    open(FaultKind.Blackhole.class).ifPresent(holes::add);
    if (replies) {
      open(FaultKind.BlackholeReplies.class).ifPresent(holes::add);
    }
    return holes;
  }

  /** The one that holds bytes. */
  Optional<OpenFault> stall() {
    return open(FaultKind.Stall.class);
  }

  /** The one that lets bytes wait for the bandwidth. */
  Optional<OpenFault> narrowLink() {
    return open(FaultKind.Bandwidth.class);
  }

  /** The one that lets bytes go on later. */
  Optional<OpenFault> delay() {
    return open(FaultKind.SlowLink.class);
  }

  /** Bytes have come: how many nanoseconds later they go on. */
  long delayNanos(int bytes) {
    Optional<OpenFault> slow = delay();
    if (slow.isEmpty() || !(slow.get().fault().kind() instanceof FaultKind.SlowLink delay)) {
      return 0;
    }
    slow.get().bytes(bytes);
    double draw = SplitMix64.uniform(drawSeed(slow.get().fault()), delaysDrawn++);
    return delay.mean().toNanos() + Math.round((2 * draw - 1) * delay.spread().toNanos());
  }

  /** The seed of what a fault draws. */
  long drawSeed(PlannedFault fault) {
    return SplitMix64.mix(seed + fault.number());
  }

  /** How many of some bytes the bandwidth lets go now. */
  int allowed(boolean replies, int wanted, long nowNanos) {
    Optional<ByteBudget> budget = replies ? replyBudget : requestBudget;
    return budget.isEmpty() ? wanted : budget.get().allowed(wanted, nowNanos);
  }

  /** Bytes have gone. */
  void spend(boolean replies, int bytes) {
    (replies ? replyBudget : requestBudget).ifPresent(budget -> budget.spend(bytes));
  }
}
