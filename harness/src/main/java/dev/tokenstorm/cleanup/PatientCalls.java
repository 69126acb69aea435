package dev.tokenstorm.cleanup;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.Backoff;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Calls that are made again while they fail for a passing reason, for up to half a minute each.
 * Thread-safe.
 */
final class PatientCalls {
  private static final long ATTEMPT_SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WorkflowServiceStubs stubs;
  private final Backoff backoff;
  private final NanoClock clock;

  PatientCalls(WorkflowServiceStubs stubs, Backoff backoff, NanoClock clock) {
    this.stubs = stubs;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * The answer.
   *
   * @throws StatusRuntimeException the last failure
   */
  <T> T call(Function<WorkflowServiceBlockingStub, T> call) throws InterruptedException {
    long began = clock.nanoTime();
    return backoff.call(
        () -> call.apply(stubs.blockingStub().withDeadlineAfter(ATTEMPT_SECONDS, TimeUnit.SECONDS)),
        pause -> clock.nanoTime() - began <= PATIENCE.toNanos());
  }
}
