package dev.tokenstorm.run;

import com.uber.m3.tally.Scope;
import dev.tokenstorm.bottleneck.ServerWatch;
import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.NamedTarget;
import dev.tokenstorm.server.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Starts or reaches the target that a plan names, for this run alone. For one thread. */
final class OwnTarget implements Connections {
  private final RunPlan plan;
  private final boolean startsLoad;
  private Optional<NamedTarget> named = Optional.empty();

  OwnTarget(RunPlan plan) {
    this(plan, true);
  }

  /**
   * @param startsLoad whether the plan's load is started, which is warned of
   */
  OwnTarget(RunPlan plan, boolean startsLoad) {
    this.plan = plan;
    this.startsLoad = startsLoad;
  }

  /**
   * Returns the target. What the environment says of it is read once, when somebody asks first.
   *
   * @throws dev.tokenstorm.text.UsageException when that cannot be used
   */
  NamedTarget named() {
    if (named.isEmpty()) {
      named = Optional.of(NamedTarget.of(plan.target()));
    }
    return named.get();
  }

  @Override
  public List<String> warnings() {
    Stream<String> ofLoad = startsLoad ? RemoteWarning.of(plan, named()).stream() : Stream.empty();
    return Stream.concat(named().warnings().stream(), ofLoad).toList();
  }

  @Override
  public TargetConnection open(Scope sdkMetrics, Consumer<String> notes) {
    return open(sdkMetrics, notes, plan.faults());
  }

  /** Opens the target with nothing between that could carry out faults. */
  TargetConnection openDirectly(Scope sdkMetrics, Consumer<String> notes) {
    return open(sdkMetrics, notes, FaultPlan.NONE);
  }

  private TargetConnection open(Scope sdkMetrics, Consumer<String> notes, FaultPlan faults) {
    TargetConnection direct =
        TargetConnection.of(
            (statuses, replies) -> Target.open(named(), sdkMetrics, statuses, replies));
    TargetConnection connection = direct.through(faults, plan.seed());
    try {
      TargetNeeds.check(plan, connection.target());
      ServerWatch.check(plan.serverMetrics(), notes);
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
