package dev.tokenstorm.server;

import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A target that a plan names, with what the environment says of it. The environment is read once,
 * so that what is warned of and what is opened are the same. Immutable.
 */
public final class NamedTarget {
  private static final String DEFAULT_NAMESPACE = "default";

  private final TargetPlan plan;
  private final Optional<EnvironmentProfile> profile;

  private NamedTarget(TargetPlan plan, Optional<EnvironmentProfile> profile) {
    this.plan = plan;
    this.profile = profile;
  }

  /**
   * Reads what the environment says, if the plan asks for it.
   *
   * @throws dev.tokenstorm.text.UsageException when the file, the profile or a certificate cannot
   *     be used
   */
  public static NamedTarget of(TargetPlan plan) {
    return of(plan, System.getenv());
  }

  /** The same with variables that are not those of this process. */
  static NamedTarget of(TargetPlan plan, Map<String, String> variables) {
    return new NamedTarget(
        plan,
        plan.choice() instanceof TargetPlan.Environment environment
            ? Optional.of(EnvironmentProfile.load(environment, variables))
            : Optional.empty());
  }

  public TargetPlan plan() {
    return plan;
  }

  /** Returns what the environment says; empty unless it names the target. */
  Optional<EnvironmentProfile> profile() {
    return profile;
  }

  /** Returns a line, without a full stop, on each thing that the user may not have meant. */
  public List<String> warnings() {
    return profile.map(EnvironmentProfile::warnings).orElse(List.of());
  }

  /** Returns where the target is; empty if this process starts it. */
  public Optional<HostPort> address() {
    return plan.choice() instanceof TargetPlan.Address address
        ? Optional.of(address.address())
        : profile.map(EnvironmentProfile::address);
  }

  /** Returns the namespace that the plan names, or else the environment, or else none does. */
  public String namespace() {
    return plan.namespace()
        .or(() -> profile.flatMap(EnvironmentProfile::namespace))
        .orElse(DEFAULT_NAMESPACE);
  }
}
