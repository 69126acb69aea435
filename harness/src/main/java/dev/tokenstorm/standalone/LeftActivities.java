package dev.tokenstorm.standalone;

import com.google.protobuf.ByteString;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.ExecutionIds;
import dev.tokenstorm.workload.LeftExecutions;
import dev.tokenstorm.workload.OpenExecutions;
import dev.tokenstorm.workload.ServerTime;
import io.grpc.StatusRuntimeException;
import io.temporal.api.activity.v1.ActivityExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The standalone activities that an earlier life of a run left on a server. */
final class LeftActivities implements LeftExecutions {
  private final ExecutionIds ids;
  private final ActivityQuestions questions;
  private final ActivityListing open;
  private final ActivityListing all;

  LeftActivities(RunPlan plan, ExecutionIds ids, Target target, Backoff backoff) {
    this.ids = ids;
    this.questions = new ActivityQuestions(target, plan.identity(), backoff);
    String namespace = target.info().namespace();
    this.open = ActivityListing.ofOpen(namespace, plan.runId());
    this.all = ActivityListing.ofAll(namespace, plan.runId());
  }

  @Override
  public Page page(boolean openOnly, ByteString from, BooleanSupplier giveUp) {
    ActivityListing.Page page = questions.page(openOnly ? open : all, from, giveUp);
    return new Page(
        page.activities().stream().map(activity -> ids.number(activity.getActivityId())).toList(),
        page.next());
  }

  @Override
  public Optional<LeftExecution> find(long n, BooleanSupplier giveUp) {
    try {
      return Optional.of(left(questions.describe(ids.id(n), true, giveUp)));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  static LeftExecution left(DescribeActivityExecutionResponse described) {
    Evidence evidence = ActivityDescription.evidence(described);
    ActivityExecutionInfo info = described.getInfo();
    Instant startedAt = ServerTime.instant(info.getScheduleTime());
    if (evidence.end().isPresent()) {
      return new LeftExecution(evidence, startedAt, "", List.of());
    }
    boolean started = OpenExecutions.hasToken(info.getRunState());
    LeftActivity only =
        new LeftActivity(
            StandaloneExpectation.ACTIVITY,
            info.getActivityId(),
            info.getAttempt(),
            started
                ? Optional.of(ServerTime.instant(info.getLastStartedTime()))
                : Optional.empty());
    return new LeftExecution(evidence, startedAt, info.getRunId(), List.of(only));
  }
}
