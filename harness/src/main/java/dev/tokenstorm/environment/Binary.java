package dev.tokenstorm.environment;

import java.util.Arrays;
import java.util.Optional;

/** What a file without PEM seems to be. */
enum Binary {
  EMPTY,
  PKCS12,
  ENCODED,
  OTHER;

  /** A PKCS#12 store begins with its version, 3, and a PKCS#8 key with 0. */
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
