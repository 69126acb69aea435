package dev.tokenstorm.environment;

import dev.tokenstorm.text.UsageException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Optional;

/**
 * The certificate chain that the client shows, and its private key. Printing an identity does not
 * print the key.
 *
 * @param key the private key
 * @param chain the client's certificate, followed by those that certify it
 */
record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
  private static final byte[] SAMPLE = {1, 2, 3, 4, 5, 6, 7, 8};

  ClientIdentity {
    chain = List.copyOf(chain);
  }

  /** Returns whether the profile names a certificate or a key. */
  static boolean isNamed(ProfileValues values) {
    return List.of(
            ProfileKey.CLIENT_CERT_PATH,
            ProfileKey.CLIENT_CERT_DATA,
            ProfileKey.CLIENT_KEY_PATH,
            ProfileKey.CLIENT_KEY_DATA)
        .stream()
        .anyMatch(key -> values.get(key).isPresent());
  }

  /**
   * Reads certificate and key, and checks that they belong together. Empty if neither is named.
   *
   * @throws UsageException if they cannot be used
   */
  static Optional<ClientIdentity> of(ProfileValues values) {
    if (!isNamed(values)) {
      return Optional.empty();
    }
    PemSource certificate =
        source(values, ProfileKey.CLIENT_CERT_PATH, ProfileKey.CLIENT_CERT_DATA, "client.pem")
            .orElseThrow(() -> alone("certificate", ProfileKey.CLIENT_CERT_PATH));
    PemSource key =
        source(values, ProfileKey.CLIENT_KEY_PATH, ProfileKey.CLIENT_KEY_DATA, "client.key")
            .orElseThrow(() -> alone("private key", ProfileKey.CLIENT_KEY_PATH));
    checkNotSwapped(certificate, key);
    List<X509Certificate> chain = Certificates.read(certificate, "the client certificate");
    PrivateKey read = PrivateKeys.read(key);
    if (!isPair(read, chain.get(0))) {
      throw foreign(read, key, chain, certificate);
    }
    if (read instanceof EdECKey) {
      // Netty offers a server keys of RSA and EC only, so that the server would get none.
      throw key.refused(
          "is an Ed25519 key, which TLS cannot use here",
          "have a certificate made for an RSA or EC key");
    }
    return Optional.of(new ClientIdentity(read, chain));
  }

  private static Optional<PemSource> source(
      ProfileValues values, ProfileKey path, ProfileKey data, String standIn) {
    Optional<ProfileValue> named = values.get(path);
    Optional<ProfileValue> inline = values.get(data);
    if (named.isPresent() && inline.isPresent()) {
      throw new UsageException(
          named.get().origin()
              + " and "
              + inline.get().origin()
              + " exclude each other; leave one of them out.");
    }
    return named.map(PemSource::file).or(() -> inline.map(text -> PemSource.inline(text, standIn)));
  }

  private static UsageException alone(String missing, ProfileKey key) {
    return new UsageException(
        "--target env: the client's certificate and private key belong together, and the "
            + missing
            + " is missing; give "
            + key.variable()
            + ", or "
            + key.path()
            + " in the profile.");
  }

  private static void checkNotSwapped(PemSource certificate, PemSource key) {
    List<Pem> inCertificate = Pem.blocks(certificate.content());
    List<Pem> inKey = Pem.blocks(key.content());
    if (inCertificate.stream().anyMatch(Pem::isPrivateKey)
        && inCertificate.stream().noneMatch(Pem::isCertificate)
        && inKey.stream().anyMatch(Pem::isCertificate)
        && inKey.stream().noneMatch(Pem::isPrivateKey)) {
      throw new UsageException(
          certificate.subject()
              + ", which is a private key, and "
              + key.subject()
              + ", which is a certificate; swap the two.");
    }
  }

  private static UsageException foreign(
      PrivateKey read, PemSource key, List<X509Certificate> chain, PemSource certificate) {
    if (chain.stream().anyMatch(other -> isPair(read, other))) {
      return certificate.refused(
          "does not begin with the certificate that the private key belongs to",
          "put the client's own certificate before those that certify it");
    }
    return key.refused(
        "is a private key that does not belong to the client certificate in " + certificate.file(),
        "a pair prints the same twice with: openssl pkey -pubout -in "
            + key.file()
            + "; openssl x509 -noout -pubkey -in "
            + certificate.file());
  }

  private static boolean isPair(PrivateKey key, X509Certificate certificate) {
    PublicKey certified = certificate.getPublicKey();
    if (key instanceof RSAKey one && certified instanceof RSAKey other) {
      return one.getModulus().equals(other.getModulus());
    }
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(SAMPLE);
      byte[] signature = signing.sign();
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(certified);
      checking.update(SAMPLE);
      return checking.verify(signature);
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "identity of " + chain.get(0).getSubjectX500Principal();
  }
}
