package dev.tokenstorm.environment;

import dev.tokenstorm.plan.UsageException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Makes TLS of a profile: whom to trust, and who to be. */
final class TlsContext {
  private TlsContext() {}

  /**
   * Makes it.
   *
   * @throws UsageException when a key or certificate cannot be used
   */
  static SslContext of(ProfileValues values) {
    SslContextBuilder builder = GrpcSslContexts.forClient();
    Optional<PemSource> authorities = authorities(values);
    List<X509Certificate> trusted =
        authorities
            .map(source -> Certificates.read(source, "the server's authority (CA)"))
            .orElse(List.of());
    if (values.isTrue(ProfileKey.DISABLE_HOST_VERIFICATION)) {
      // As the CLI has it, neither the server's name nor who certified it is looked at.
      builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    } else {
      builder.trustManager(ServerTrust.of(trusted));
    }
    Optional<ClientIdentity> identity = ClientIdentity.of(values);
    identity.ifPresent(found -> builder.keyManager(found.key(), found.chain()));
    try {
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new UsageException(
          "--target env: TLS cannot be set up with the profile's certificates; check them with:"
              + " openssl verify.");
    }
  }

  /** Inline data counts before a file, as with the CLI. */
  private static Optional<PemSource> authorities(ProfileValues values) {
    return values
        .get(ProfileKey.SERVER_CA_CERT_DATA)
        .map(data -> PemSource.inline(data, "ca.pem"))
        .or(() -> values.get(ProfileKey.SERVER_CA_CERT_PATH).map(PemSource::file));
  }
}
