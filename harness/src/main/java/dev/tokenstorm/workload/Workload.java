package dev.tokenstorm.workload;

import dev.tokenstorm.plan.Shape;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Retrier;
import dev.tokenstorm.server.Target;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A workload says what a run starts, what its activities are, and how each execution must end.
 * Executions are known by number, from 0, and activities by number within them. Thread-safe.
 */
public interface Workload {

  /** The activities of an execution. */
  Shape shape();

  /** The ids of this run's executions. */
  ExecutionIds ids();

  /** What chance decides. */
  Draws draws();

  /** What completions carry. */
  CompletionContent content();

  /** How executions must end. */
  Expectation expectation();

  /**
   * The executions on a target.
   *
   * @param retrier makes starts and cancellations again
   * @param backoff between two questions
   */
  ServerExecutions executions(Target target, Retrier retrier, Backoff backoff);

  /**
   * What an earlier life of the run left on a target; empty where a run cannot be gone on with.
   *
   * @param backoff between two questions
   */
  default Optional<LeftExecutions> left(Target target, Backoff backoff) {
    return Optional.empty();
  }

  /**
   * Who commands something of pending activities; empty where operators cannot.
   *
   * @param retrier makes commands again
   */
  default Optional<ActivityOperator> operator(Target target, Retrier retrier) {
    return Optional.empty();
  }

  /**
   * The worker of the run; it does not poll yet.
   *
   * @param receiver takes tokens
   * @param probe hears what executions do
   * @param room whether more activities are to be asked for; for a worker whose receiver must not
   *     wait
   */
  Worker worker(Target target, TokenReceiver receiver, WorkerProbe probe, BooleanSupplier room);

  /** Clients that wait for results on a target; empty where the plan has none. */
  Optional<ResultPolls> resultPolls(Target target);

  /**
   * Whether the worker can wait while its receiver takes a token. If not, tokens are taken at once,
   * and the worker is to ask for no more activities while there is no room.
   */
  boolean receiverMayBlock();

  /** Platform threads that the worker takes where there are no virtual ones. */
  int workerThreads();
}
