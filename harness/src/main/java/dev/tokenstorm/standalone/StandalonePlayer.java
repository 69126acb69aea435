package dev.tokenstorm.standalone;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Worker;
import java.util.function.BooleanSupplier;

/**
 * The player polls standalone activities: it is the SDK's worker, or one on the gRPC API itself.
 * Immutable.
 */
public interface StandalonePlayer {

  /**
   * Makes a worker that does not poll yet.
   *
   * @param events hears what it does
   * @param room whether more activities are to be asked for
   */
  Worker worker(RunPlan plan, Target target, StandaloneEvents events, BooleanSupplier room);

  /** Whether the worker may wait while a token is taken, as {@code Workload} says it. */
  boolean receiverMayBlock();

  /** Platform threads that the worker takes where there are no virtual ones. */
  int threads(RunPlan plan);
}
