package dev.tokenstorm.run;

import dev.tokenstorm.plan.Estimate;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.NamedTarget;
import java.util.Optional;

/** A warning to the user before load goes to another host. */
public final class RemoteWarning {
  private RemoteWarning() {}

  /** The line; empty for a target on this host. */
  public static Optional<String> of(RunPlan plan, NamedTarget target) {
    return target.address().flatMap(address -> Estimate.warning(plan, address, target.namespace()));
  }
}
