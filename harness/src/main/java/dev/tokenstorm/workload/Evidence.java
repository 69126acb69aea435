package dev.tokenstorm.workload;

import java.util.Map;
import java.util.Optional;

/**
 * The evidence that the server keeps of an execution: its end, and what became of its activities.
 *
 * @param end how it closed; empty while it is open
 * @param nanos from its start to its latest news, by the server's clock
 * @param activities those that were scheduled, by number; -1 for one that the workload does not
 *     have
 */
public record Evidence(
    Optional<ExecutionEnd> end, long nanos, Map<Integer, ActivityEvidence> activities) {

  /** How the server closed an activity. */
  public enum Closing {
    NONE,
    COMPLETED,
    FAILED,
    TIMED_OUT,
    CANCELLED
  }

  /**
   * One activity.
   *
   * @param scheduled how often it was scheduled
   * @param closings how often it was closed
   * @param startedAttempt the attempt that the server says was started last; 0 when it says none
   * @param closing how it was closed last
   * @param result its text when it completed; else empty
   */
  public record ActivityEvidence(
      int scheduled, int closings, int startedAttempt, Closing closing, String result) {}
}
