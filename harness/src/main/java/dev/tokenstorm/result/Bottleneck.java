package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Keyed;

/**
 * Something that bound a run, or may have.
 *
 * @param strength 0 to 1: how much of a workflow's way is waiting for it, as the evidence has it
 * @param sentence the evidence's figures and what to change, for people
 */
public record Bottleneck(Cause cause, double strength, String sentence) {

  /** What can bind a run. Of two that are as strong, the first in this order is the likelier. */
  public enum Cause implements Keyed {
    /** The server refuses calls beyond a limit. */
    THROTTLING,
    /** The server refuses what is too large for it. */
    SIZE_LIMIT,
    /** The server refuses itself calls of its database beyond a limit. */
    PERSISTENCE_LIMIT,
    /** This process, or its host. */
    GENERATOR,
    COMPLETERS,
    WORKER_SLOTS,
    WORKER_POLLERS,
    /** The server takes longer the more it is asked. */
    SERVER_LATENCY,
    SHARD_LOCKS,
    PERSISTENCE_LATENCY,
    TASK_QUEUE_BACKLOG,
    SERVER_CPU,
    /** A closed loop's number of workflows. */
    IN_FLIGHT,
    /** An open loop's rate: the run kept up with it. */
    ARRIVAL_RATE,
    /** The evidence does not say. */
    UNKNOWN
  }
}
