package dev.tokenstorm.completion;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.CompletionContent;
import java.time.Duration;

/** Drains the token queue. Thread-safe. */
public interface CompleterPool {

  /** Starts draining. */
  void start();

  /** Completers with a call under way. */
  int busy();

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
      CompletionScheduler scheduler) {
    String namespace = target.info().namespace();
    return switch (plan.client()) {
      case SDK ->
          new ThreadPool(
              plan.completers(),
              queue,
              scheduler,
              new SdkCompleter(target.connect(), namespace, plan.by(), content));
      case GRPC ->
          new WindowPool(
              plan.completers(),
              queue,
              scheduler,
              new GrpcCompleter(NanoClock.SYSTEM, target, plan.channels(), plan.by(), content));
    };
  }
}
