package dev.tokenstorm.environment;

import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads private keys in every format that tools write. Encrypted keys are refused. */
final class PrivateKeys {
  private static final String WANTED = "where the client's private key is expected";

  private PrivateKeys() {}

  /**
   * Returns the first private key of a source, as Temporal's CLI does.
   *
   * @throws dev.tokenstorm.text.UsageException if no key can be used
   */
  static PrivateKey read(PemSource source) {
    List<Pem> blocks = Pem.blocks(source.content());
    Optional<Pem> key = blocks.stream().filter(Pem::isPrivateKey).findFirst();
    if (key.isEmpty()) {
      throw noKey(source, blocks);
    }
    Pem pem = key.get();
    if (pem.encrypted()) {
      throw source.refused(
          "is " + pem.words(),
          "decrypt it with: openssl pkey -in " + source.file() + " -out decrypted.key");
    }
    if (pem.label().equals("OPENSSH PRIVATE KEY")) {
      throw source.refused(
          "is a private key in OpenSSH's own form",
          "rewrite a copy of it with: ssh-keygen -p -m PKCS8 -f " + source.file());
    }
    return forms(pem)
        .flatMap(form -> Pkcs8.read(form).stream())
        .findFirst()
        .orElseThrow(
            () ->
                source.refused(
                    "begins as " + pem.label() + " but is no RSA or EC key",
                    "see what it is with: openssl pkey -noout -text -in " + source.file()));
  }

  /**
   * Returns the key in PKCS#8, by each format that it may have. The label does not decide, because
   * Go's TLS accepts other formats under it, too.
   */
  private static Stream<byte[]> forms(Pem pem) {
    return pem.der().stream()
        .flatMap(
            der -> Stream.concat(Stream.of(der, Pkcs8.ofPkcs1(der)), Pkcs8.ofSec1(der).stream()));
  }

  private static RuntimeException noKey(PemSource source, List<Pem> blocks) {
    Optional<String> fault = Pem.fault(source.content());
    if (fault.isPresent()) {
      return source.refused(fault.get(), "name a whole private key");
    }
    if (!blocks.isEmpty()) {
      return source.refused(
          "is " + blocks.get(0).words() + " " + WANTED,
          "name the private key that belongs to the client certificate");
    }
    return switch (Binary.of(source.content())) {
      case PKCS12 ->
          source.refused(
              "is a PKCS#12 store " + WANTED,
              "take the key out with: openssl pkcs12 -nocerts -nodes -in "
                  + source.file()
                  + " -out client.key");
      case ENCODED ->
          source.refused(
              "is in DER, not in PEM",
              "rewrite it with: openssl pkey -inform DER -in "
                  + source.file()
                  + " -out client.key");
      case EMPTY -> source.refused("is empty", "name a private key in PEM");
      case OTHER ->
          source.refused("is no private key in PEM", "name one that begins with -----BEGIN");
    };
  }
}
