package dev.tokenstorm.fleet;

import dev.tokenstorm.cell.PhaseMover;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Moves a cell on together with the others of its fleet: it begins at the moment that the
 * coordinator named, and leaves a phase when the coordinator says so.
 */
final class FleetMover implements PhaseMover {
  /** The cell's thread asks about that often, so the rest of the time is waited for here. */
  private static final long ABOUT_TO_BEGIN_NANOS = 20_000_000;

  private final NanoClock clock;
  private final Lease lease;
  private final Runnable ready;
  private final LongConsumer begun;
  private final Consumer<Phase> phaseReady;
  private final Set<Phase> told = EnumSet.noneOf(Phase.class);
  private final Set<Phase> over = ConcurrentHashMap.newKeySet();
  private boolean saidReady;
  private volatile OptionalLong beginNanos = OptionalLong.empty();

  /**
   * @param ready is run once the cell could begin
   * @param begun takes how late it began, in nanoseconds
   * @param phaseReady takes each phase that is done, once
   */
  FleetMover(
      NanoClock clock,
      Lease lease,
      Runnable ready,
      LongConsumer begun,
      Consumer<Phase> phaseReady) {
    this.clock = clock;
    this.lease = lease;
    this.ready = ready;
    this.begun = begun;
    this.phaseReady = phaseReady;
  }

  /** The fleet begins so long after this moment. */
  void beginIn(long nanos) {
    beginNanos = OptionalLong.of(clock.nanoTime() + nanos);
  }

  /** All cells have done what a phase is for. */
  void goOn(Phase phase) {
    over.add(phase);
  }

  @Override
  public boolean begins() {
    if (!saidReady) {
      saidReady = true;
      ready.run();
    }
    OptionalLong begin = beginNanos;
    if (begin.isEmpty() || begin.getAsLong() - clock.nanoTime() > ABOUT_TO_BEGIN_NANOS) {
      return false;
    }
    for (long left = begin.getAsLong() - clock.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = begin.getAsLong() - clock.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    begun.accept(clock.nanoTime() - begin.getAsLong());
    return true;
  }

  @Override
  public boolean startsGoOn() {
    return lease.held();
  }

  @Override
  public boolean movesOn(Phase phase, boolean isReady) {
    if (isReady && told.add(phase)) {
      phaseReady.accept(phase);
    }
    return isReady && over.contains(phase);
  }
}
