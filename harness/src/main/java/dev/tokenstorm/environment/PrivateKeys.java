package dev.tokenstorm.environment;

import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads private keys in every form in which tools write them, unless they are encrypted. */
final class PrivateKeys {
  private static final String WANTED = "where the client's private key is expected";

  private PrivateKeys() {}

  /**
   * The first private key of a source, as Temporal's CLI takes it.
   *
   * @throws dev.tokenstorm.plan.UsageException when there is none that can be used
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
                    "begins as " + pem.label() + " but is no RSA, EC or Ed25519 key",
                    "see what it is with: openssl pkey -noout -text -in " + source.file()));
  }

  /** The key in PKCS#8, by each form that it may have: a label tells less than Go's TLS takes. */
  private static Stream<byte[]> forms(Pem pem) {
    return pem.der().stream()
        .flatMap(
            der -> Stream.concat(Stream.of(der, Pkcs8.ofPkcs1(der)), Pkcs8.ofSec1(der).stream()));
  }

  private static RuntimeException noKey(PemSource source, List<Pem> blocks) {
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
