package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.server.ReplyWatch;
import java.time.Duration;
import java.util.Optional;

/** Tells when a target counts as gone. Thread-safe. */
final class TargetLoss {
  /** Longest time that a target may be out of reach before it counts as gone. */
  private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(30);

  private static final Duration SHORTEST_ABSENCE = Duration.ofSeconds(10);

  /** Number of refused starts, without an accepted one, from which the target takes none. */
  private static final int ALL_REFUSED = 20;

  private final WorkloadKind workload;
  private final Duration bound;
  private final ReplyWatch replies;
  private final Ledger ledger;
  private final DriverThread driving;

  /**
   * @param plan says how long the run's drain may take: a run that is not to wait long for it does
   *     not wait long for its target either
   */
  TargetLoss(RunPlan plan, ReplyWatch replies, Ledger ledger, DriverThread driving) {
    Duration drain = plan.load().drainTimeout();
    Duration most = drain.compareTo(LONGEST_ABSENCE) < 0 ? drain : LONGEST_ABSENCE;
    this.bound = most.compareTo(SHORTEST_ABSENCE) < 0 ? SHORTEST_ABSENCE : most;
    this.workload = plan.workload();
    this.replies = replies;
    this.ledger = ledger;
    this.driving = driving;
  }

  /** Whether the target has been out of reach for too long. */
  boolean outOfReach() {
    return replies.lostFor(bound);
  }

  /** The target has answered, after all. */
  void back() {
    replies.back();
  }

  /** Why the target is to be given up, in one sentence; empty while it is not. */
  Optional<String> reason() {
    if (outOfReach()) {
      return Optional.of(
          "The target has been out of reach for " + bound.toSeconds() + " s, and was given up.");
    }
    LedgerCounts counts = ledger.counts();
    long refused = driving.done() && ledger.inFlight() == 0 ? 1 : ALL_REFUSED;
    if (counts.started() == 0 && counts.rejected() >= refused) {
      return Optional.of(
          "The target refused every start of "
              + (workload == WorkloadKind.GREETING ? "a workflow." : "an execution."));
    }
    return Optional.empty();
  }
}
