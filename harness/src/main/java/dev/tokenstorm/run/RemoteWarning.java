package dev.tokenstorm.run;

import dev.tokenstorm.plan.Estimate;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.server.EnvironmentProfile;
import java.util.Optional;

/** What a user is told before load goes to another host. */
public final class RemoteWarning {
  private static final String DEFAULT_NAMESPACE = "default";

  private RemoteWarning() {}

  /** The line; empty for a target on this host. */
  public static Optional<String> of(RunPlan plan) {
    Optional<String> given = plan.target().namespace();
    if (plan.target().choice() instanceof TargetPlan.Address address) {
      return Estimate.warning(plan, address.address(), given.orElse(DEFAULT_NAMESPACE));
    }
    if (plan.target().choice() instanceof TargetPlan.Environment environment) {
      EnvironmentProfile profile = EnvironmentProfile.load(environment);
      String namespace = given.or(profile::namespace).orElse(DEFAULT_NAMESPACE);
      return Estimate.warning(plan, profile.address(), namespace);
    }
    return Optional.empty();
  }
}
