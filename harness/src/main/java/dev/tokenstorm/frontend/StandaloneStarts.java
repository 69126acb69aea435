package dev.tokenstorm.frontend;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Link;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.ActivityIdConflictPolicy;
import io.temporal.api.workflowservice.v1.StartActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.StartActivityExecutionResponse;
import java.util.Optional;

/** Starts standalone activities, one at a time per activity id. Thread-safe. */
final class StandaloneStarts {
  private final ServerContext server;

  StandaloneStarts(ServerContext server) {
    this.server = server;
  }

  /**
   * Starts an activity, or finds it started by the same request.
   *
   * @throws StatusRuntimeException if the request is wrong, or the activity id is taken
   */
  StartActivityExecutionResponse start(StartActivityExecutionRequest request, Outbox out) {
    StandaloneChecks.check(request);
    long serial = server.serials().incrementAndGet();
    StandaloneActivity fresh =
        new StandaloneActivity(server, serial, RunIds.of(server.id(), serial), request);
    synchronized (fresh) {
      Optional<StandaloneActivity> existing =
          server.activities().add(fresh, former -> settle(former, request));
      if (existing.isPresent()) {
        return answer(existing.get(), false);
      }
      fresh.offer(out);
    }
    return answer(fresh, true);
  }

  /** Returns the earlier run if it settles the request; nothing lets a new run start. */
  private static Optional<StandaloneActivity> settle(
      StandaloneActivity former, StartActivityExecutionRequest request) {
    synchronized (former) {
      String earlier = former.request().getRequestId();
      if (!earlier.isEmpty() && earlier.equals(request.getRequestId())) {
        return Optional.of(former);
      }
      if (former.open()) {
        if (request.getIdConflictPolicy()
            == ActivityIdConflictPolicy.ACTIVITY_ID_CONFLICT_POLICY_USE_EXISTING) {
          return Optional.of(former);
        }
        throw StatusErrors.activityStarted(earlier, former.runId);
      }
      boolean allowed =
          switch (request.getIdReusePolicy()) {
            case ACTIVITY_ID_REUSE_POLICY_REJECT_DUPLICATE -> false;
            case ACTIVITY_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY ->
                former.status() != ActivityExecutionStatus.ACTIVITY_EXECUTION_STATUS_COMPLETED;
            default -> true;
          };
      if (!allowed) {
        throw StatusErrors.activityStarted(earlier, former.runId);
      }
      return Optional.empty();
    }
  }

  private static StartActivityExecutionResponse answer(
      StandaloneActivity activity, boolean started) {
    return StartActivityExecutionResponse.newBuilder()
        .setRunId(activity.runId)
        .setStarted(started)
        .setLink(
            Link.newBuilder()
                .setActivity(
                    Link.Activity.newBuilder()
                        .setNamespace(activity.server.namespace())
                        .setActivityId(activity.id())
                        .setRunId(activity.runId)))
        .build();
  }
}
