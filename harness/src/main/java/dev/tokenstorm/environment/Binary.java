package dev.tokenstorm.environment;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of content of a file that holds no PEM; the kind decides which way out a message names. */
enum Binary {
  EMPTY,
  PKCS12,
  ENCODED,
  OTHER;

  /**
   * The version number, 3, that a PKCS#12 store begins with. A PKCS#8 key begins with version 0.
   */
  private static final byte[] PKCS12_VERSION = {3};

  static Binary of(byte[] content) {
    if (content.length == 0) {
      return EMPTY;
    }
    Optional<byte[]> sequence =
        (content[0] & 0xff) == Der.SEQUENCE ? Der.find(content, Der.SEQUENCE) : Optional.empty();
    if (sequence.isEmpty()) {
      return OTHER;
    }
    boolean store =
        Der.find(sequence.get(), Der.INTEGER)
            .filter(version -> Arrays.equals(version, PKCS12_VERSION))
            .isPresent();
    return store ? PKCS12 : ENCODED;
  }
}
