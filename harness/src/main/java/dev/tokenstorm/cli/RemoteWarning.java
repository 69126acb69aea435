package dev.tokenstorm.cli;

import dev.tokenstorm.plan.Estimate;
import dev.tokenstorm.plan.HostPort;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.target.EnvironmentProfile;
import java.util.Optional;

/** What a user is told before load goes to another host. */
final class RemoteWarning {
  private static final String DEFAULT_NAMESPACE = "default";
  private static final int DEFAULT_PORT = 7233;

  private RemoteWarning() {}

  /** The line; empty for a target on this host. */
  static Optional<String> of(RunPlan plan) {
    Optional<String> given = plan.target().namespace();
    if (plan.target().choice() instanceof TargetPlan.Address address) {
      return Estimate.warning(plan, address.address(), given.orElse(DEFAULT_NAMESPACE));
    }
    if (plan.target().choice() instanceof TargetPlan.Environment environment) {
      EnvironmentProfile profile = EnvironmentProfile.load(environment);
      String namespace = given.or(profile::namespace).orElse(DEFAULT_NAMESPACE);
      return Estimate.warning(plan, hostPort(profile.address()), namespace);
    }
    return Optional.empty();
  }

  /** An address as Temporal's configuration writes it, with or without a port. */
  static HostPort hostPort(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0 || !address.substring(colon + 1).matches("\\d{1,5}")) {
      return new HostPort(address, DEFAULT_PORT);
    }
    String host = address.substring(0, colon).replaceAll("^\\[|]$", "");
    return new HostPort(host, Integer.parseInt(address.substring(colon + 1)));
  }
}
