package dev.tokenstorm.environment;

import dev.tokenstorm.text.UsageException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Makes the settings of TLS from a profile: whom to trust, and which certificate to show. */
final class TlsContext {
  private TlsContext() {}

  /**
   * Makes the settings.
   *
   * @throws UsageException if a key or certificate cannot be used
   */
  static SslContext of(ProfileValues values) {
    SslContextBuilder builder = GrpcSslContexts.forClient();
    Optional<PemSource> authorities = authorities(values);
    List<X509Certificate> trusted =
        authorities
            .map(source -> Certificates.read(source, "the server's authority (CA)"))
            .orElse(List.of());
    if (values.isTrue(ProfileKey.DISABLE_HOST_VERIFICATION)) {
      // As in Temporal's CLI, neither the server's name nor its authority is checked.
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

  /**
   * Returns the source of the authorities. Data in the profile wins over a file, as in Temporal's
   * CLI.
   */
  private static Optional<PemSource> authorities(ProfileValues values) {
    return values
        .get(ProfileKey.SERVER_CA_CERT_DATA)
        .map(data -> PemSource.inline(data, "ca.pem"))
        .or(() -> values.get(ProfileKey.SERVER_CA_CERT_PATH).map(PemSource::file));
  }
}
