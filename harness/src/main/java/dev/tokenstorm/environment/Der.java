package dev.tokenstorm.environment;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Writes DER elements and finds them, as far as wrapping a private key needs it. */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  private static final int LONG_FORM = 0x80;

  private Der() {}

  /** Returns an element with a tag, whose content is all parts, one after the other. */
  static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < LONG_FORM) {
      out.write(length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(LONG_FORM | bytes);
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out.write(length >>> shift);
      }
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Returns the content of the first element with a tag, in a sequence of elements. */
  static Optional<byte[]> find(byte[] elements, int tag) {
    int at = 0;
    while (at + 1 < elements.length) {
      int found = elements[at++] & 0xff;
      int length = elements[at++] & 0xff;
      if (length >= LONG_FORM) {
        int bytes = length - LONG_FORM;
        if (bytes == 0 || bytes > 3 || at + bytes > elements.length) {
          return Optional.empty();
        }
        length = 0;
        for (int i = 0; i < bytes; i++) {
          length = (length << 8) | (elements[at++] & 0xff);
        }
      }
      if (at + length > elements.length) {
        return Optional.empty();
      }
      if (found == tag) {
        byte[] content = new byte[length];
        System.arraycopy(elements, at, content, 0, length);
        return Optional.of(content);
      }
      at += length;
    }
    return Optional.empty();
  }
}
