package dev.tokenstorm.environment;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * Reads private keys in PKCS#8 (RFC 5208), the only format that the JDK reads. Wraps keys of PKCS#1
 * (RFC 8017) and SEC 1 (RFC 5915) into it:
 *
 * <pre>
 * PrivateKeyInfo ::= SEQUENCE { version INTEGER (0), SEQUENCE { algorithm, parameters }, OCTET STRING }
 * </pre>
 *
 * The octet string holds the key in its older format, unchanged.
 */
final class Pkcs8 {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private static final byte[] VERSION = {Der.INTEGER, 1, 0};

  /** Algorithm identifier of RSA: 1.2.840.113549.1.1.1 with NULL as its parameters. */
  private static final byte[] RSA = {
    0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0
  };

  /**
   * Algorithm identifier of elliptic curves: 1.2.840.10045.2.1. Its parameters name the curve and
   * follow.
   */
  private static final byte[] EC = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };

  /** Tag of the curve in an ECPrivateKey: {@code parameters [0]}. */
  private static final int CURVE = 0xa0;

  private Pkcs8() {}

  /** Wraps a key of a {@code BEGIN RSA PRIVATE KEY} block. */
  static byte[] ofPkcs1(byte[] key) {
    return wrapped(RSA, key);
  }

  /**
   * Wraps a key of a {@code BEGIN EC PRIVATE KEY} block; empty if the key does not name its curve.
   */
  static Optional<byte[]> ofSec1(byte[] key) {
    return Der.find(key, Der.SEQUENCE)
        .flatMap(content -> Der.find(content, CURVE))
        .flatMap(parameters -> Der.find(parameters, Der.OBJECT_IDENTIFIER))
        .map(curve -> Der.element(Der.OBJECT_IDENTIFIER, curve))
        .map(curve -> wrapped(concatenated(EC, curve), key));
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return Der.element(
        Der.SEQUENCE,
        VERSION,
        Der.element(Der.SEQUENCE, algorithm),
        Der.element(Der.OCTET_STRING, key));
  }

  /** Returns the key; empty if this JDK does not know its algorithm. */
  static Optional<PrivateKey> read(byte[] pkcs8) {
    for (String algorithm : ALGORITHMS) {
      try {
        return Optional.of(
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
      } catch (GeneralSecurityException otherAlgorithm) {
        // The key may be of the next algorithm.
      }
    }
    return Optional.empty();
  }
}
