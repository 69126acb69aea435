package dev.tokenstorm.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The options of the null front end: what it does worse than it could. A completion is a call that
 * completes, fails or cancels an activity, by token or by id; a heartbeat is none.
 *
 * @param latency how long each completion is held before it takes effect and is answered
 * @param drift by how much that grows with the front end's age
 * @param rpcLatency how long each call but a poll is held, completions too
 * @param pollLatency how long after a task is taken for a poll the poll is answered
 * @param capacity completions per second that a single server serves, one after the other, each
 *     taking the same time; those that come meanwhile wait in line
 * @param limit completions per second beyond which they are refused; a second's worth may come at
 *     once
 * @param stall when it serves nothing
 * @param loseReplies share, 0 to 1, of calls that take effect and whose caller is told UNAVAILABLE;
 *     polls and calls that change nothing are none of them
 * @param duplicateTasks share, 0 to 1, of activity tasks that are given to two polls
 * @param eager whether activities are handed out with the answer to a workflow task, if a worker
 *     asks for it
 * @param standalone whether it has standalone activities
 * @param operatorCommands whether operators may pause, reset and change standalone activities
 * @param seed of its random choices; empty for the run's
 */
public record NullOptions(
    Optional<Delay> latency,
    Optional<Drift> drift,
    Optional<Delay> rpcLatency,
    Optional<Delay> pollLatency,
    OptionalDouble capacity,
    OptionalDouble limit,
    Optional<Stall> stall,
    double loseReplies,
    double duplicateTasks,
    boolean eager,
    boolean standalone,
    boolean operatorCommands,
    OptionalLong seed) {

  /** A front end that does all as well as it can. */
  public static final NullOptions NONE =
      new NullOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          0,
          0,
          false,
          true,
          false,
          OptionalLong.empty());

  /** The same with operator commands. */
  public NullOptions withOperatorCommands() {
    return new NullOptions(
        latency,
        drift,
        rpcLatency,
        pollLatency,
        capacity,
        limit,
        stall,
        loseReplies,
        duplicateTasks,
        eager,
        standalone,
        true,
        seed);
  }

  /**
   * A latency that grows evenly from the first request to start a workflow or a standalone activity
   * on.
   *
   * @param growth by how much it is longer
   * @param each after so much time: a second, a minute or an hour
   */
  public record Drift(Duration growth, Duration each) {}

  /**
   * A time without service: calls that come in it, timers that fire in it and tasks that become due
   * in it wait for its end.
   *
   * @param length how long
   * @param after how long after the first request to start a workflow or a standalone activity it
   *     begins
   */
  public record Stall(Duration length, Duration after) {}
}
