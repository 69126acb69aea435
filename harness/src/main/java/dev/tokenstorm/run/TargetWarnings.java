package dev.tokenstorm.run;

import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.server.EnvironmentProfile;
import dev.tokenstorm.text.HostPort;
import java.util.List;
import java.util.Optional;

/** What a target's own configuration says that its user may not have meant. */
public final class TargetWarnings {
  private TargetWarnings() {}

  /** A line each, without a full stop. */
  public static List<String> of(TargetPlan plan) {
    return plan.choice() instanceof TargetPlan.Environment environment
        ? EnvironmentProfile.load(environment).warnings()
        : List.of();
  }

  /** Where a target is, if it is not one that this process starts. */
  public static Optional<HostPort> address(TargetPlan plan) {
    if (plan.choice() instanceof TargetPlan.Address address) {
      return Optional.of(address.address());
    }
    return plan.choice() instanceof TargetPlan.Environment environment
        ? Optional.of(EnvironmentProfile.load(environment).address())
        : Optional.empty();
  }
}
