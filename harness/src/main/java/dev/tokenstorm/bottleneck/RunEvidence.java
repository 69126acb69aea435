package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LoadLevel;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.WorkerPlan;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunResult;
import java.util.Optional;

/**
 * A run's evidence, where it is looked at.
 *
 * @param figures of the phase that is looked at: the release, if tokens were parked, else the
 *     measured phase; of a run in which little was completed by its last start, of all of it
 * @param onCalls the effect of load on completion calls, if the run shows it
 * @param onResumes its effect on resumptions
 */
record RunEvidence(
    RunResult result,
    Figures figures,
    LatencyBreakdown breakdown,
    Optional<LoadEffect> onCalls,
    Optional<LoadEffect> onResumes,
    Optional<ServerSignals> server) {
  /** Threads of a call: the one that makes it, and the one that takes the answer. */
  static final int CALL = 2;

  /** Those of a step: a call's, the poller's, the worker's and the workflow's. */
  static final int ANSWER = 5;

  static RunEvidence of(RunResult result, Optional<ServerSignals> server) {
    Figures figures = figures(result);
    return new RunEvidence(
        result,
        figures,
        LatencyBreakdown.of(figures, result.facts().plan().shape().steps(), released(result)),
        LoadEffect.onCalls(result.byLoad(), figures.meanSeconds(Latency.COMPLETION_CALL)),
        LoadEffect.onResumes(result.byLoad(), figures.meanSeconds(Latency.RESUME)),
        server);
  }

  private static Figures figures(RunResult result) {
    Figures release = result.phases().get(Phase.RELEASE);
    if (release != null) {
      return release;
    }
    Figures measured = result.phase(Phase.MEASURE);
    return measured.completions() >= CauseThreshold.FEWEST.value() ? measured : result.run();
  }

  private static boolean released(RunResult result) {
    return result.phases().containsKey(Phase.RELEASE);
  }

  /** Whether it is a release that is looked at, of tokens that were held back. */
  boolean released() {
    return released(result);
  }

  /** How long a completion call takes. */
  double callSeconds() {
    return figures.meanSeconds(Latency.COMPLETION_CALL);
  }

  Occupancy occupancy() {
    return figures.levels().mean().orElse(Occupancy.NONE);
  }

  // The server

  /** How much of a time load on the server's calls has added to it, 0 to 1. */
  double slowed(double seconds) {
    return onCalls.map(effect -> effect.shareOf(seconds)).orElse(0.0);
  }

  /** What the server's answers take in one step of a workflow. */
  double answerSeconds() {
    return breakdown.server() / breakdown.steps();
  }

  /** Whether the server is in this process. */
  boolean serverInside() {
    return result.facts().plan().target().choice().kind().inThisProcess();
  }

  // This process

  /** By how much a thread runs late that has nothing to do but to run. */
  LatencySummary hiccups() {
    return figures.generator().hiccups();
  }

  /** What a token waits while a completer has nothing to do: for a thread that wakes up. */
  double wakeUpSeconds() {
    return result.byLoad().wakeUps().stream()
        .reduce(LoadLevel::plus)
        .map(LoadLevel::meanSeconds)
        .orElse(0.0);
  }

  /**
   * By how much a thread of this process runs late that has work to do: a completer's, or at least
   * as late as one runs that has none.
   */
  double lateSeconds() {
    return Math.max(wakeUpSeconds(), hiccups().mean());
  }

  /**
   * The share of a time in which threads ran late, one after the other.
   *
   * @param threads that the work goes through; twice as many if the server's are in this process
   */
  double lateness(double seconds, int threads) {
    int all = (serverInside() ? 2 : 1) * threads;
    return seconds <= 0 ? 0 : Math.min(1, all * lateSeconds() / seconds);
  }

  /** The cores that this process used. */
  double coresUsed() {
    return figures.generator().coresUsed();
  }

  /**
   * Whether this process, and not the server, is what load slows down: it has used up its host, or
   * its threads are late for much of the time that answers take.
   */
  boolean saturated() {
    boolean used =
        coresUsed() >= CauseThreshold.BUSY.value() * result.facts().host().cores()
            && hiccups().p99() >= CauseThreshold.LATE.value();
    return used || lateness(answerSeconds(), ANSWER) >= CauseThreshold.HELD_UP.value();
  }

  // The worker

  /** Slots of the worker; 0 for one that has none. */
  int slots(TaskKind kind) {
    WorkerPlan worker = result.facts().plan().worker();
    return switch (kind) {
      case WORKFLOW -> worker.slots();
      case ACTIVITY -> worker.activitySlots();
    };
  }

  /** Whether the worker's slots are in use, as good as all the time. */
  boolean slotsFull(TaskKind kind) {
    return slots(kind) > 0 && occupancy().slots(kind) >= CauseThreshold.FULL.value() * slots(kind);
  }

  /**
   * Polls that can be open at one time. The SDK's worker takes a slot before it polls, and makes
   * two of a single poller for workflow tasks.
   */
  int pollers(TaskKind kind) {
    int pollers = result.facts().plan().worker().pollers();
    if (slots(kind) == 0) {
      return pollers;
    }
    return Math.min(kind == TaskKind.WORKFLOW ? Math.max(2, pollers) : pollers, slots(kind));
  }

  /** How many tasks wait for a poll at a time, by Little's law. */
  double tasksWaiting(TaskKind kind) {
    return figures.seconds() > 0
        ? figures.polls(kind).count() * figures.meanSeconds(kind.waiting()) / figures.seconds()
        : 0;
  }

  /**
   * How much of the tasks' wait is for a poll, 0 to 1. While polls wait for tasks as well, it is
   * the server that keeps them apart: nothing is gained by more polls. A poll that finds a task is
   * the quickest there can be, so what polls take beyond that is theirs to wait.
   */
  double pollsShort(TaskKind kind) {
    Figures.Polls polls = figures.polls(kind);
    double mean = polls.meanSeconds().orElse(0);
    if (mean <= 0 || tasksWaiting(kind) <= pollers(kind)) {
      return 0;
    }
    return Math.min(1, polls.minSeconds().orElse(0) / mean);
  }

  /** For how long a task holds a slot, by Little's law. */
  double holdSeconds(TaskKind kind) {
    long tasks = figures.polls(kind).count();
    return tasks == 0 ? 0 : occupancy().slots(kind) * figures.seconds() / tasks;
  }
}
