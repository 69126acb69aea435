package dev.tokenstorm.cell;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Ledger;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.PollTimes;
import dev.tokenstorm.measurement.TaskKind;

/**
 * Records how long workflows, their activities and their tasks took, as the worker and the ledger
 * tell of them. Thread-safe.
 */
final class ExecutionTimes {
  /** Clients wait for executions of one activity, whose result is the execution's. */
  private static final int ONLY_ACTIVITY = 0;

  private final Ledger ledger;
  private final LatencyRecorders latencies;
  private final PollTimes polls;
  private final NanoClock clock;
  private final boolean openLoop;

  /**
   * @param openLoop whether workflows have a time at which they should have started
   */
  ExecutionTimes(
      Ledger ledger,
      LatencyRecorders latencies,
      PollTimes polls,
      NanoClock clock,
      boolean openLoop) {
    this.ledger = ledger;
    this.latencies = latencies;
    this.polls = polls;
    this.clock = clock;
    this.openLoop = openLoop;
  }

  /** A poll brought a task. */
  void polled(TaskKind kind, long pollNanos) {
    polls.record(kind, pollNanos);
  }

  /** A task of the workflow waited so long for a poll. */
  void waited(TaskKind kind, ExecutionEntry entry, long waitNanos) {
    // A task of an earlier life has waited while nobody was there.
    if (!entry.adopted()) {
      latencies.record(kind.waiting(), entry.measured(), waitNanos);
    }
  }

  /** An activity's result has reached its workflow. */
  void resumed(ExecutionEntry entry, int activity) {
    Ledger.ActivityTimes times = ledger.resumed(entry, activity);
    if (times.called()) {
      long now = clock.nanoTime();
      boolean measured = entry.measured();
      latencies.recordResume(measured, now - times.callNanos());
      latencies.record(Latency.ACTIVITY, measured, now - times.issuedNanos());
    }
  }

  /** A client that waits for the execution's result has seen it. */
  void resultSeen(ExecutionEntry entry) {
    Ledger.ActivityTimes times = ledger.resumed(entry, ONLY_ACTIVITY);
    if (times.called()) {
      latencies.record(Latency.RESULT_SEEN, entry.measured(), clock.nanoTime() - times.callNanos());
    }
  }

  /** A workflow is over. One that the harness ended, or that never was, has no latency. */
  void left(ExecutionEntry entry) {
    if (timed(entry)) {
      closed(entry);
    }
  }

  /** Whether a workflow that is over has a latency; one of an earlier life has none. */
  static boolean timed(ExecutionEntry entry) {
    return !entry.adopted()
        && switch (entry.state()) {
          case COMPLETED, FAILED, TIMED_OUT, CANCELLED -> true;
          default -> false;
        };
  }

  /** From the intended start of a workflow to its close; a closed loop's start is as intended. */
  static long sinceIntended(ExecutionEntry entry, long nowNanos) {
    return entry.startNanos() - entry.intendedNanos() + entry.nanosUntil(nowNanos);
  }

  private void closed(ExecutionEntry entry) {
    long nanos = entry.nanosUntil(clock.nanoTime());
    latencies.record(Latency.WORKFLOW, entry.measured(), nanos);
    if (openLoop) {
      long late = entry.startNanos() - entry.intendedNanos();
      latencies.record(Latency.WORKFLOW_CORRECTED, entry.measured(), late + nanos);
    }
  }
}
