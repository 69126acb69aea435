package dev.tokenstorm.environment;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the certificates of a source in PEM. Everything else in the source is skipped. */
final class Certificates {
  private Certificates() {}

  /**
   * Returns all certificates, in their order.
   *
   * @param role what the certificates are for, as in "the client certificate"
   * @throws dev.tokenstorm.text.UsageException if there is no certificate, or if one is broken
   */
  static List<X509Certificate> read(PemSource source, String role) {
    List<Pem> blocks = Pem.blocks(source.content());
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : blocks) {
      if (block.isCertificate()) {
        certificates.add(certificate(block, source));
      }
    }
    if (certificates.isEmpty()) {
      throw none(source, blocks, role);
    }
    return List.copyOf(certificates);
  }

  private static X509Certificate certificate(Pem block, PemSource source) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der().orElse(new byte[0])));
    } catch (CertificateException e) {
      throw source.refused(
          "has a broken certificate",
          "see where it breaks with: openssl x509 -noout -text -in " + source.file());
    }
  }

  private static RuntimeException none(PemSource source, List<Pem> blocks, String role) {
    Optional<String> fault = Pem.fault(source.content());
    if (fault.isPresent()) {
      return source.refused(fault.get(), "name a whole certificate");
    }
    if (!blocks.isEmpty()) {
      return source.refused(
          "is " + blocks.get(0).words() + " where " + role + " is expected",
          "name the certificate instead");
    }
    return switch (Binary.of(source.content())) {
      case PKCS12 ->
          source.refused(
              "is a PKCS#12 store where " + role + " is expected",
              "take the certificate out with: openssl pkcs12 -nokeys -in "
                  + source.file()
                  + " -out certificate.pem");
      case ENCODED ->
          source.refused(
              "is in DER, not in PEM",
              "rewrite it with: openssl x509 -inform DER -in "
                  + source.file()
                  + " -out certificate.pem");
      case EMPTY -> source.refused("is empty", "name a certificate in PEM");
      case OTHER ->
          source.refused("is no certificate in PEM", "name one that begins with -----BEGIN");
    };
  }
}
