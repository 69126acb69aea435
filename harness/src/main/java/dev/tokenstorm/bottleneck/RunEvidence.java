package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LoadLevel;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.plan.WorkerPlan;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunResult;
import java.util.Optional;

/**
 * The evidence of a run from which its causes are judged, taken from one phase.
 *
 * @param shape of the executions that ran
 * @param figures of the examined phase: the release if tokens were parked, otherwise the measured
 *     phase; of the whole run if the measured phase has few completions
 * @param breakdown the latency of an execution in that phase, cut into waits
 * @param onCalls the effect of load on completion calls, if the run shows it
 * @param onResumes the effect of load on the time from a completion to the workflow's next line
 * @param server what the server's metrics showed; empty if they were not read
 */
record RunEvidence(
    RunResult result,
    Shape shape,
    Figures figures,
    LatencyBreakdown breakdown,
    Optional<LoadEffect> onCalls,
    Optional<LoadEffect> onResumes,
    Optional<ServerSignals> server) {
  /**
   * Number of threads that a call passes through: the one that makes it, and the one that takes the
   * answer.
   */
  static final int CALL = 2;

  /**
   * Number of threads that a step passes through: two of the call, the poller's, the worker's and
   * the workflow's.
   */
  private static final int STEP = 5;

  static RunEvidence of(RunResult result, Shape shape, Optional<ServerSignals> server) {
    Figures figures = figures(result);
    return new RunEvidence(
        result,
        shape,
        figures,
        LatencyBreakdown.of(figures, shape, released(result)),
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

  /** Returns whether the examined phase is the release of parked tokens. */
  boolean released() {
    return released(result);
  }

  /** Returns the mean time of a completion call, in seconds. */
  double callSeconds() {
    return figures.meanSeconds(Latency.COMPLETION_CALL);
  }

  Occupancy occupancy() {
    return figures.levels().mean().orElse(Occupancy.NONE);
  }

  // The server

  /**
   * Returns the share of a time that load on the server's calls has added, 0 to 1.
   *
   * @param seconds the time, in seconds
   */
  double slowed(double seconds) {
    return onCalls.map(effect -> effect.shareOf(seconds)).orElse(0.0);
  }

  /**
   * Returns the number of threads that the server's answers of one step pass through: those of the
   * call alone where no workflow goes on.
   */
  int answerThreads() {
    return shape.closesWithLastToken() ? CALL : STEP;
  }

  /** Returns how long the server's answers take in one step of an execution, in seconds. */
  double answerSeconds() {
    return breakdown.server() / breakdown.steps();
  }

  /** Returns whether the server runs in this process. */
  boolean serverInside() {
    return result.facts().plan().target().choice().kind().inThisProcess();
  }

  // This process

  /** Returns how late a thread runs that does nothing but sleep and wake up. */
  LatencySummary hiccups() {
    return figures.generator().hiccups();
  }

  /**
   * Returns the mean seconds that a due token waits although a completer is idle: the time until
   * the idle thread wakes up.
   */
  double wakeUpSeconds() {
    return result.byLoad().wakeUps().stream()
        .reduce(LoadLevel::plus)
        .map(LoadLevel::meanSeconds)
        .orElse(0.0);
  }

  /**
   * Returns how late the busy threads of this process run, in seconds. It is measured on
   * completers, and is at least as much as an idle thread's lateness.
   */
  double lateSeconds() {
    return Math.max(wakeUpSeconds(), hiccups().mean());
  }

  /**
   * Returns the share of a time in which threads of this process ran late, one after the other.
   *
   * @param seconds the time, in seconds
   * @param threads number of threads that the work passes through; it is doubled if the server runs
   *     in this process
   */
  double lateness(double seconds, int threads) {
    int all = (serverInside() ? 2 : 1) * threads;
    return seconds <= 0 ? 0 : Math.min(1, all * lateSeconds() / seconds);
  }

  /** Returns how many cores this process used on average. */
  double coresUsed() {
    return figures.generator().coresUsed();
  }

  /**
   * Returns whether load slows down this process, and not the server: the process has used up its
   * host, or its threads are late for much of the time of the server's answers.
   */
  boolean saturated() {
    boolean used =
        coresUsed() >= CauseThreshold.BUSY.value() * result.facts().host().cores()
            && hiccups().p99() >= CauseThreshold.LATE.value();
    return used || lateness(answerSeconds(), answerThreads()) >= CauseThreshold.HELD_UP.value();
  }

  // The worker

  /** Returns the number of the worker's slots; 0 for a worker without slots. */
  int slots(TaskKind kind) {
    WorkerPlan worker = result.facts().plan().worker();
    return switch (kind) {
      case WORKFLOW -> worker.slots();
      case ACTIVITY -> worker.activitySlots();
    };
  }

  /** Returns whether the worker's slots are in use nearly all the time. */
  boolean slotsFull(TaskKind kind) {
    return slots(kind) > 0 && occupancy().slots(kind) >= CauseThreshold.FULL.value() * slots(kind);
  }

  /**
   * Returns how many polls can be open at one time. The SDK's worker takes a slot before it polls,
   * and it makes two pollers for workflow tasks even if one is set.
   */
  int pollers(TaskKind kind) {
    int pollers = result.facts().plan().worker().pollers();
    if (slots(kind) == 0) {
      return pollers;
    }
    return Math.min(kind == TaskKind.WORKFLOW ? Math.max(2, pollers) : pollers, slots(kind));
  }

  /** Returns how often the worker replayed workflows. */
  Replays replays() {
    return Replays.of(result);
  }

  /** Returns how many tasks wait for a poll on average, by Little's law. */
  double tasksWaiting(TaskKind kind) {
    return figures.seconds() > 0
        ? figures.polls(kind).count() * figures.meanSeconds(kind.waiting()) / figures.seconds()
        : 0;
  }

  /**
   * Returns the share of the tasks' wait that is due to too few polls, 0 to 1.
   *
   * <p>If polls wait for tasks at the same time, the server keeps them apart, and more polls gain
   * nothing. The fastest poll shows how long a poll takes that finds a task at once; a poll waits
   * for the time beyond that.
   */
  double pollsShort(TaskKind kind) {
    Figures.Polls polls = figures.polls(kind);
    double mean = polls.meanSeconds().orElse(0);
    if (mean <= 0 || tasksWaiting(kind) <= pollers(kind)) {
      return 0;
    }
    return Math.min(1, polls.minSeconds().orElse(0) / mean);
  }

  /** Returns how long a task holds a slot, in seconds, by Little's law. */
  double holdSeconds(TaskKind kind) {
    long tasks = figures.polls(kind).count();
    return tasks == 0 ? 0 : occupancy().slots(kind) * figures.seconds() / tasks;
  }
}
