package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.result.Bottleneck.Cause;
import java.util.EnumMap;
import java.util.Map;

/**
 * Divides the latency of an execution among the causes of its waits.
 *
 * <p>A wait for something that is in use (a completer, a slot, a poll) grows with the time of each
 * use. Part of a use is due to late threads of this process: that part of the wait is the
 * generator's. Another part is what load adds to the server's calls: that part is the server's.
 *
 * <p>A worker that replays workflows spends this process's time, and takes longer from a completion
 * to the workflow's next line. That is the fault of its cache.
 */
final class Attribution {
  private final RunEvidence evidence;
  private final Map<Cause, Double> shares = new EnumMap<>(Cause.class);

  private Attribution(RunEvidence evidence) {
    this.evidence = evidence;
  }

  /**
   * Returns each cause's share of the latency of an execution; the sum of all shares is at most 1.
   */
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

  /**
   * Attributes the time of the server's answers: what load adds to it counts as a wait, and the
   * rest, the time of an answer without load, is given to no cause.
   */
  private void answers() {
    LatencyBreakdown breakdown = evidence.breakdown();
    double share = breakdown.share(breakdown.start() + breakdown.server());
    double step = evidence.answerSeconds();
    double resume = step + breakdown.workflowTaskSeconds();
    double late = evidence.lateness(step, evidence.answerThreads());
    // A resumption that mostly waits for a workflow task grows because that wait grows, and the
    // wait is attributed on its own.
    double resumes =
        step >= resume / 2
            ? evidence.onResumes().map(effect -> effect.shareOf(resume)).orElse(0.0)
            : 0;
    double slowed = evidence.slowed(step);
    double replayed = Math.max(0, resumes - slowed) * evidence.replays().share();
    give(Cause.GENERATOR, share * late);
    give(Cause.WORKFLOW_CACHE, share * (1 - late) * replayed);
    give(Cause.SERVER_LATENCY, share * (1 - late) * (Math.max(slowed, resumes) - replayed));
  }

  /**
   * Attributes the wait for something that is in use.
   *
   * @param share of the latency of an execution that is spent in this wait, 0 to 1
   * @param useSeconds how long one use takes, in seconds
   */
  private void inUse(Cause cause, double share, double useSeconds) {
    double late = evidence.lateness(useSeconds, RunEvidence.CALL);
    double slowed = evidence.slowed(useSeconds);
    give(Cause.GENERATOR, share * late);
    give(Cause.SERVER_LATENCY, share * (1 - late) * slowed);
    give(cause, share * (1 - late) * (1 - slowed));
  }

  private void give(Cause cause, double share) {
    // When this process has used up its host, load slows this process down, and not the server.
    Cause whose = cause == Cause.SERVER_LATENCY && evidence.saturated() ? Cause.GENERATOR : cause;
    double replayed = whose == Cause.GENERATOR ? share * evidence.replays().share() : 0;
    add(Cause.WORKFLOW_CACHE, replayed);
    add(whose, share - replayed);
  }

  private void add(Cause cause, double share) {
    if (share > 0) {
      shares.merge(cause, share, Double::sum);
    }
  }
}
