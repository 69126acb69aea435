package dev.tokenstorm.server;

import dev.tokenstorm.measurement.NanoClock;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Notices when the target no longer answers: since the last reply of any kind, short calls have
 * failed to reach it for longer than a bound.
 *
 * <p>A long poll that fails proves nothing, because something between the harness and the target
 * may end whatever waits. It puts the target in doubt, and {@link ReachabilityProbe} asks. What the
 * probe finds out counts only while nothing but polls fails: a target may answer its probe and
 * refuse all else.
 *
 * <p>What fails while a fault of the run's plan goes on says nothing of the target, so no target is
 * lost meanwhile, and the bound counts anew from the fault's end. Thread-safe.
 */
public final class ReplyWatch {
  private static final long NONE = Long.MIN_VALUE;

  private final NanoClock clock;
  private final Outage calls = new Outage();
  private final Outage probes = new Outage();
  private final AtomicInteger openFaults = new AtomicInteger();
  private volatile long lastFaultNanos = NONE;
  private volatile boolean doubtful;

  public ReplyWatch(NanoClock clock) {
    this.clock = clock;
  }

  /** A short call of the run, or an answered poll, ended. */
  void ended(Status.Code code) {
    switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED -> calls.failed(clock.nanoTime());
      // The harness's own cancellations say nothing of the target.
      case CANCELLED -> {}
      default -> {
        calls.over();
        reached();
      }
    }
  }

  /** A long poll ended without an answer, and not because its time was over. */
  void pollFailed() {
    doubtful = true;
  }

  /** A probe ended. */
  void probed(Status.Code code) {
    switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED -> probes.failed(clock.nanoTime());
      case CANCELLED -> {}
      default -> reached();
    }
  }

  /** A fault of the run's plan begins. */
  public void faultBegins() {
    openFaults.incrementAndGet();
  }

  /** A fault of the run's plan is over. */
  public void faultEnded() {
    lastFaultNanos = clock.nanoTime();
    back();
    openFaults.decrementAndGet();
  }

  /** Whether a fault has gone on at any time since a moment, by the watch's clock. */
  boolean faultSince(long nanos) {
    long last = lastFaultNanos;
    return openFaults.get() > 0 || (last != NONE && last >= nanos);
  }

  /** A target that was given up has answered again. */
  public void back() {
    calls.over();
    reached();
  }

  private void reached() {
    probes.over();
    doubtful = false;
  }

  /** Whether polls have failed since the last reply, so that a probe has to tell. */
  boolean doubtful() {
    return doubtful;
  }

  /**
   * Whether every short call of the last {@code bound} failed to reach the target, or, where only
   * polls failed, every probe; and no fault is to blame.
   */
  public boolean lostFor(Duration bound) {
    return openFaults.get() == 0 && (calls.longerThan(bound) || probes.longerThan(bound));
  }

  /** Failures without a reply in between. */
  private static final class Outage {
    private final AtomicLong sinceNanos = new AtomicLong(NONE);
    private volatile long lastNanos;

    void failed(long now) {
      lastNanos = now;
      sinceNanos.compareAndSet(NONE, now);
    }

    void over() {
      if (sinceNanos.get() != NONE) {
        sinceNanos.set(NONE);
      }
    }

    boolean longerThan(Duration bound) {
      long since = sinceNanos.get();
      return since != NONE && lastNanos - since >= bound.toNanos();
    }
  }
}
