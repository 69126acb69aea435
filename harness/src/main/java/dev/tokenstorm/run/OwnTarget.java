package dev.tokenstorm.run;

import com.uber.m3.tally.Scope;
import dev.tokenstorm.bottleneck.ServerWatch;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Starts or reaches the target that a plan names, for this run alone. */
record OwnTarget(RunPlan plan) implements Connections {

  @Override
  public List<String> warnings() {
    return Stream.concat(TargetWarnings.of(plan.target()).stream(), RemoteWarning.of(plan).stream())
        .toList();
  }

  @Override
  public TargetConnection open(Scope sdkMetrics, Consumer<String> notes) {
    TargetConnection connection =
        TargetConnection.of(
            (statuses, replies) -> Target.open(plan.target(), sdkMetrics, statuses, replies));
    try {
      ServerWatch.check(plan.serverMetrics(), notes);
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
