package dev.tokenstorm.server;

import dev.tokenstorm.environment.ClientProfile;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.UsageException;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The profile of a target in the Temporal environment variables and configuration file. Keys and
 * certificates stay within {@link #options}.
 *
 * @param warnings what its user may not have meant, a line each, without a full stop
 */
record EnvironmentProfile(
    HostPort address,
    Optional<String> namespace,
    WorkflowServiceStubsOptions options,
    Security security,
    List<String> warnings) {

  EnvironmentProfile {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads them.
   *
   * @throws UsageException when the file, the profile or a certificate cannot be used
   */
  static EnvironmentProfile load(
      TargetPlan.Environment environment, Map<String, String> variables) {
    ClientProfile profile = ClientProfile.load(environment.profile(), variables);
    WorkflowServiceStubsOptions.Builder options = WorkflowServiceStubsOptions.newBuilder();
    Metadata headers = profile.headers();
    // The SDK's own way to give an API key switches TLS on, whatever was said.
    options.addGrpcMetadataProvider(() -> headers);
    Optional<SslContext> tls = profile.tls();
    tls.ifPresent(options::setSslContext);
    HostAddress.of(profile.address()).applyTo(options, tls.isPresent(), profile.serverName());
    return new EnvironmentProfile(
        profile.address(),
        profile.namespace(),
        options.build(),
        security(profile),
        profile.warnings());
  }

  private static Security security(ClientProfile profile) {
    if (!profile.usesTls()) {
      return Security.PLAINTEXT;
    }
    return profile.hasIdentity() ? Security.MUTUAL_TLS : Security.TLS;
  }

  /** Headers may be secrets. */
  @Override
  public String toString() {
    return "profile of " + address;
  }
}
