package dev.tokenstorm.result;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.TaskKind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was measured in a phase, or in the whole run.
 *
 * @param seconds its length
 * @param counts what the ledger counted within it; a workflow counts where it closes, whichever
 *     phase started it
 * @param calls RPC attempts
 * @param errors those of them that went wrong
 * @param latencies by what is timed; without those that need an intended time in a closed loop
 * @param polls of the worker, by what they ask for
 */
public record Figures(
    double seconds,
    LedgerCounts counts,
    long calls,
    long errors,
    Levels levels,
    Map<Latency, LatencySummary> latencies,
    Map<TaskKind, Polls> polls,
    Generator generator) {

  /** Workflows that closed by themselves. */
  public long workflowsClosed() {
    return Counts.closed(counts);
  }

  /** Workflows closed a second; empty for a span of no length. */
  public OptionalDouble workflowsPerSecond() {
    return Ratio.of(workflowsClosed(), seconds);
  }

  /** Tokens that a completer answered for. */
  public long completions() {
    return Counts.answered(counts);
  }

  /** Tokens answered a second; empty for a span of no length. */
  public OptionalDouble completionsPerSecond() {
    return Ratio.of(completions(), seconds);
  }

  /** Workflows whose start was timed; those of the warm-up are not. */
  public long startsTimed() {
    LatencySummary summary = latencies.get(Latency.WORKFLOW_START);
    return summary == null ? 0 : summary.count();
  }

  /**
   * Levels: the highest at the end of an interval, and means of samples a few milliseconds apart.
   *
   * @param mean empty without an interval
   * @param completers the pool's concurrency
   */
  public record Levels(
      long inFlightMax,
      long pendingTokensMax,
      long queueDepthMax,
      Optional<Occupancy> mean,
      int completersBusyMax,
      int completers) {

    /** Completers with a call under way. */
    public OptionalDouble completersBusyMean() {
      return mean.stream().mapToDouble(Occupancy::completersBusy).findFirst();
    }
  }

  /**
   * Polls that brought a task.
   *
   * @param meanSeconds from request to answer; empty without one, as {@code minSeconds}
   */
  public record Polls(long count, OptionalDouble meanSeconds, OptionalDouble minSeconds) {
    /** None. */
    public static final Polls NONE = new Polls(0, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Polls of one kind. */
  public Polls polls(TaskKind kind) {
    return polls.getOrDefault(kind, Polls.NONE);
  }

  /** What a latency is on average; 0 when it was not recorded. */
  public double meanSeconds(Latency latency) {
    LatencySummary summary = latencies.get(latency);
    return summary == null ? 0 : summary.mean();
  }

  /**
   * What the generator's process did. What its JVM could not tell is empty.
   *
   * @param seconds over which these were read, about as long as the phase: what they are to be
   *     divided by
   * @param cpuSeconds of all its threads
   * @param hostCpuRatio how much of all the host's cores was busy, with this process or others
   * @param gcPauseSeconds garbage collection's pauses
   * @param gcPauseMaxIntervalSeconds the most of them in one interval
   * @param safepointSeconds all safepoints
   * @param safepointMaxIntervalSeconds the most of them in one interval
   * @param hiccups by how much a thread with nothing else to do ran late
   */
  public record Generator(
      double seconds,
      double cpuSeconds,
      OptionalDouble hostCpuRatio,
      OptionalDouble cpuSecondsPerCompletion,
      OptionalDouble cpuSecondsPerGreeting,
      OptionalLong allocatedBytes,
      OptionalDouble allocatedBytesPerSecond,
      OptionalDouble gcPauseSeconds,
      OptionalDouble gcPauseMaxIntervalSeconds,
      OptionalDouble safepointSeconds,
      OptionalDouble safepointMaxIntervalSeconds,
      LatencySummary hiccups) {

    /** Cores that the process used on average; 0 for a phase that did not take place. */
    public double coresUsed() {
      return seconds > 0 ? cpuSeconds / seconds : 0;
    }
  }
}
