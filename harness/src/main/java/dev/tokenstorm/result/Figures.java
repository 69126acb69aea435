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
 * The figures that were measured in a phase, or in the whole run.
 *
 * @param seconds length of the phase
 * @param counts what the ledger counted within the phase; a workflow counts in the phase in which
 *     it closes, whichever phase started it
 * @param calls RPC attempts
 * @param errors RPC attempts that went wrong
 * @param levels how much was in flight, pending, queued and busy
 * @param latencies by what is timed; a closed loop has none that need an intended time
 * @param polls of the worker, by the kind of task they ask for
 * @param generator what the harness's process did
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

  /** Returns how many workflows closed by themselves. */
  public long workflowsClosed() {
    return Counts.closed(counts);
  }

  /** Returns the workflows closed per second; empty for a phase of no length. */
  public OptionalDouble workflowsPerSecond() {
    return Ratio.of(workflowsClosed(), seconds);
  }

  /** Returns the RPC attempts per workflow that closed; empty if none closed. */
  public OptionalDouble callsPerExecution() {
    return Ratio.of(calls, workflowsClosed());
  }

  /** Returns the heap allocated per workflow that closed, in bytes; empty if none closed. */
  public OptionalDouble allocatedBytesPerExecution() {
    return generator.allocatedBytes().isPresent()
        ? Ratio.of(generator.allocatedBytes().getAsLong(), workflowsClosed())
        : OptionalDouble.empty();
  }

  /** Returns how many tokens a completer settled. */
  public long completions() {
    return Counts.answered(counts);
  }

  /** Returns the tokens settled per second; empty for a phase of no length. */
  public OptionalDouble completionsPerSecond() {
    return Ratio.of(completions(), seconds);
  }

  /** Returns how many workflow starts were timed; those of the warm-up are not. */
  public long startsTimed() {
    LatencySummary summary = latencies.get(Latency.WORKFLOW_START);
    return summary == null ? 0 : summary.count();
  }

  /**
   * Levels in a phase. Highest levels are read at the ends of intervals; means are of samples a few
   * milliseconds apart.
   *
   * @param inFlightMax most workflows in flight
   * @param pendingTokensMax most pending tokens
   * @param queueDepthMax most due tokens that waited for a completer
   * @param mean mean levels; empty if the phase had no interval
   * @param completersBusyMax most completers with a call under way
   * @param completers the pool's concurrency
   */
  public record Levels(
      long inFlightMax,
      long pendingTokensMax,
      long queueDepthMax,
      Optional<Occupancy> mean,
      int completersBusyMax,
      int completers) {

    /**
     * Returns the mean number of completers with a call under way; empty if the phase had no
     * interval.
     */
    public OptionalDouble completersBusyMean() {
      return mean.stream().mapToDouble(Occupancy::completersBusy).findFirst();
    }
  }

  /**
   * Polls that brought a task.
   *
   * @param count how many polls
   * @param meanSeconds mean time from request to answer; empty without a poll
   * @param minSeconds shortest time from request to answer; empty without a poll
   */
  public record Polls(long count, OptionalDouble meanSeconds, OptionalDouble minSeconds) {
    /** No poll. */
    public static final Polls NONE = new Polls(0, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Returns the polls for one kind of task. */
  public Polls polls(TaskKind kind) {
    return polls.getOrDefault(kind, Polls.NONE);
  }

  /** Returns the mean of a latency, in seconds; 0 if it was not recorded. */
  public double meanSeconds(Latency latency) {
    LatencySummary summary = latencies.get(latency);
    return summary == null ? 0 : summary.mean();
  }

  /**
   * What the generator's process did. Figures that its JVM could not tell are empty.
   *
   * @param seconds over which these figures were read, about the length of the phase; rates are
   *     computed with it
   * @param cpuSeconds CPU time of all threads of the process
   * @param hostCpuRatio busy share of all cores of the host, by this process and others, 0 to 1
   * @param cpuSecondsPerCompletion CPU time per completion; empty without a completion
   * @param cpuSecondsPerGreeting CPU time per workflow; empty if none closed
   * @param allocatedBytes heap that was allocated
   * @param allocatedBytesPerSecond heap that was allocated per second
   * @param gcPauseSeconds sum of all pauses of garbage collection
   * @param gcPauseMaxIntervalSeconds largest sum of such pauses in one interval
   * @param safepointSeconds sum of all safepoints
   * @param safepointMaxIntervalSeconds largest sum of safepoints in one interval
   * @param hiccups how late a thread ran that does nothing but sleep and wake up
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

    /**
     * Returns how many cores the process used on average; 0 for a phase that did not take place.
     */
    public double coresUsed() {
      return seconds > 0 ? cpuSeconds / seconds : 0;
    }
  }
}
