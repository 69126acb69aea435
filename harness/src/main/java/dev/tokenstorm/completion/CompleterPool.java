package dev.tokenstorm.completion;

import dev.tokenstorm.measurement.HandoverCounts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.CompletionContent;
import java.time.Duration;
import java.util.Optional;

/** Drains the token queue. Thread-safe. */
public interface CompleterPool {

  /** Starts draining. */
  void start();

  /** Completers with a call under way. */
  int busy();

  /**
   * Whether it can complete what comes. One in this process always can.
   *
   * @throws dev.tokenstorm.server.TargetException when nothing can come of waiting for that
   */
  default boolean ready() {
    return true;
  }

  /** What became of tokens that other processes completed; empty where there are none. */
  default Optional<HandoverCounts> handover() {
    return Optional.empty();
  }

  /** Ends what outlasts the last call. The scheduler is closed by then. */
  default void close() {}

  /**
   * Waits, after the scheduler was closed, until every call has been answered.
   *
   * @return false when some had not in time
   */
  boolean awaitIdle(Duration timeout);

  /** The pool that the plan asks for. */
  static CompleterPool of(
      CompletionPlan plan,
      Target target,
      CompletionContent content,
      TokenQueue queue,
      CallDecider decider) {
    String namespace = target.info().namespace();
    return switch (plan.client()) {
      case SDK ->
          new ThreadPool(
              plan.completers(),
              queue,
              decider,
              new SdkCompleter(target.connect(), namespace, plan.by(), content));
      case GRPC ->
          new WindowPool(
              plan.completers(),
              queue,
              decider,
              new GrpcCompleter(NanoClock.SYSTEM, target, plan.channels(), plan.by(), content));
    };
  }
}
