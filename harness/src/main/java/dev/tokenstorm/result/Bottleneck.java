package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Keyed;

/**
 * Something that limited a run, or may have limited it.
 *
 * @param cause what it was
 * @param strength 0 to 1: the share of a workflow's latency that was spent waiting for it, by the
 *     evidence
 * @param sentence the figures of the evidence and what to change, for people
 */
public record Bottleneck(Cause cause, double strength, String sentence) {

  /**
   * What can limit a run. Of two causes with the same strength, the earlier in this order is listed
   * first.
   */
  public enum Cause implements Keyed {
    /** The server refuses calls because of a limit on their rate or number. */
    THROTTLING,
    /** The server refuses calls that are too large. */
    SIZE_LIMIT,
    /** The server refuses its own database calls because of a limit. */
    PERSISTENCE_LIMIT,
    /** A service of the server refuses calls of another one because of a limit. */
    SERVICE_LIMIT,
    /** This process or its host is too slow. */
    GENERATOR,
    COMPLETERS,
    WORKER_SLOTS,
    WORKER_POLLERS,
    /** The worker replays workflows that its cache has no room for. */
    WORKFLOW_CACHE,
    /** The server takes longer the more calls it gets. */
    SERVER_LATENCY,
    SHARD_LOCKS,
    PERSISTENCE_LATENCY,
    TASK_QUEUE_BACKLOG,
    SERVER_CPU,
    /** A closed loop has too few workflows in flight. */
    IN_FLIGHT,
    /** An open loop's rate is low enough for the run to keep up with it. */
    ARRIVAL_RATE,
    /** The evidence does not tell. */
    UNKNOWN
  }
}
