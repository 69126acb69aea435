package dev.tokenstorm.server;

import dev.tokenstorm.text.HostPort;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * An address as the SDK's stubs take it. gRPC's own resolver refuses names that {@link URI} does
 * not know as hosts, such as one with an underscore; {@link PlainNameResolvers} takes these.
 */
record HostAddress(HostPort address, boolean plain) {

  static HostAddress of(HostPort address) {
    return new HostAddress(address, !isUriHost(address));
  }

  private static boolean isUriHost(HostPort address) {
    try {
      return new URI("//" + address).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Sets target and authority, which is the name that the server's certificate must have. */
  void applyTo(
      WorkflowServiceStubsOptions.Builder options, boolean tls, Optional<String> serverName) {
    options.setTarget(plain ? PlainNameResolvers.target(address) : address.toString());
    // Of a name that is no URI's, gRPC would compare name and port with the certificate.
    Optional<String> authority =
        tls
            ? serverName.or(() -> plain ? Optional.of(address.host()) : Optional.empty())
            : Optional.empty();
    authority.ifPresent(
        name -> options.setChannelInitializer(channel -> channel.overrideAuthority(name)));
  }
}
