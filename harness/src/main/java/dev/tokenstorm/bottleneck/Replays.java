package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.result.RunResult;
import java.util.stream.Stream;

/**
 * Workflows that a worker had begun and knew no more, in the whole run with its warm-up.
 *
 * <p>A workflow task brings only what is new. If the workflow has left the worker's cache, the
 * worker reads its whole history, and runs its code again from the beginning. Each such read is the
 * worker's own call; those of the audit have another name.
 *
 * <p>A worker also reads the further pages of a long history, which is no replay. So reads count
 * only if more executions were in flight than the cache has room for.
 *
 * @param histories that the worker read; 0 if the cache had room for all executions
 * @param tasks that workers answered and that were not the first of their workflow
 */
record Replays(long histories, long tasks) {
  private static final String READ = "GetWorkflowExecutionHistory";
  private static final String ANSWER = "RespondWorkflowTaskCompleted";

  static Replays of(RunResult result) {
    return new Replays(
        mayHaveLeft(result) ? answered(result, READ) : 0,
        answered(result, ANSWER) - result.ledger().counts().started());
  }

  private static boolean mayHaveLeft(RunResult result) {
    long highest =
        Stream.concat(Stream.of(result.run()), result.phases().values().stream())
            .mapToLong(figures -> figures.levels().inFlightMax())
            .max()
            .orElse(0);
    return highest > result.facts().plan().worker().workflowCache();
  }

  private static long answered(RunResult result, String method) {
    return result.rpc().getOrDefault(new RpcStatus(method, "OK", "", ""), 0L);
  }

  /** Returns the share of tasks whose workflow was replayed, 0 to 1; 0 of too few tasks. */
  double ratio() {
    return tasks < CauseThreshold.FEWEST.value() ? 0 : Math.min(1, (double) histories / tasks);
  }

  /** Returns the share of the worker's time that counts as spent in replays, 0 to 1. */
  double share() {
    return Math.min(1, ratio() / CauseThreshold.REPLAYED.value());
  }
}
