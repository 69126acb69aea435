package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.result.Bottleneck.Cause;
import java.util.EnumMap;
import java.util.Map;

/**
 * Shares a workflow's way out among causes. A wait for something that is in use (a completer, a
 * slot, a poll) is the longer the longer each use takes; so of such a wait, the part of a use that
 * late threads of this process made is the generator's, and the part that load has added to the
 * server's calls is the server's.
 */
final class Attribution {
  private final RunEvidence evidence;
  private final Map<Cause, Double> shares = new EnumMap<>(Cause.class);

  private Attribution(RunEvidence evidence) {
    this.evidence = evidence;
  }

  /** Shares of the way by cause; together they are at most 1. */
  static Map<Cause, Double> of(RunEvidence evidence) {
    Attribution attribution = new Attribution(evidence);
    LatencyBreakdown breakdown = evidence.breakdown();
    attribution.give(Cause.GENERATOR, breakdown.share(breakdown.lag()));
    attribution.tokens();
    attribution.tasks(TaskKind.WORKFLOW, breakdown.share(breakdown.workflowTasks()));
    attribution.tasks(TaskKind.ACTIVITY, breakdown.share(breakdown.activityTasks()));
    attribution.answers();
    return attribution.shares;
  }

  private void tokens() {
    double share = evidence.breakdown().share(evidence.breakdown().completers());
    double wait = evidence.figures().meanSeconds(Latency.TOKEN_WAIT);
    double idle = wait > 0 ? Math.min(1, evidence.wakeUpSeconds() / wait) : 0;
    give(Cause.GENERATOR, share * idle);
    inUse(Cause.COMPLETERS, share * (1 - idle), evidence.callSeconds());
  }

  private void tasks(TaskKind kind, double share) {
    if (evidence.slotsFull(kind)) {
      inUse(Cause.WORKER_SLOTS, share, evidence.holdSeconds(kind));
      return;
    }
    double polls = evidence.pollsShort(kind);
    inUse(
        Cause.WORKER_POLLERS,
        share * polls,
        evidence.figures().polls(kind).meanSeconds().orElse(0));
    give(Cause.SERVER_LATENCY, share * (1 - polls));
  }

  /** The server's answers: what load adds to them is a wait, the rest is how long they take. */
  private void answers() {
    LatencyBreakdown breakdown = evidence.breakdown();
    double share = breakdown.share(breakdown.start() + breakdown.server());
    double step = evidence.answerSeconds();
    double resume = step + breakdown.workflowTaskSeconds();
    double late = evidence.lateness(step, RunEvidence.ANSWER);
    // Of a resumption that mostly waits for a workflow task, its growth is that wait's.
    double resumes =
        step >= resume / 2
            ? evidence.onResumes().map(effect -> effect.shareOf(resume)).orElse(0.0)
            : 0;
    give(Cause.GENERATOR, share * late);
    give(Cause.SERVER_LATENCY, share * (1 - late) * Math.max(evidence.slowed(step), resumes));
  }

  /**
   * @param share of the way, spent waiting for something that is in use
   * @param useSeconds how long one use takes
   */
  private void inUse(Cause cause, double share, double useSeconds) {
    double late = evidence.lateness(useSeconds, RunEvidence.CALL);
    double slowed = evidence.slowed(useSeconds);
    give(Cause.GENERATOR, share * late);
    give(Cause.SERVER_LATENCY, share * (1 - late) * slowed);
    give(cause, share * (1 - late) * (1 - slowed));
  }

  private void give(Cause cause, double share) {
    // Where this process has no more to give, it is what load slows down.
    Cause whose = cause == Cause.SERVER_LATENCY && evidence.saturated() ? Cause.GENERATOR : cause;
    if (share > 0) {
      shares.merge(whose, share, Double::sum);
    }
  }
}
