package dev.tokenstorm.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads whole files that others wrote, up to a size. So a file that is too large, or a device that
 * never ends, costs no more memory than a file of that size.
 */
public final class BoundedFile {
  private BoundedFile() {}

  /**
   * Returns a file's bytes.
   *
   * @param mostBytes largest size, in bytes
   * @throws IOException if it is larger, or cannot be read
   */
  public static byte[] bytes(Path file, int mostBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes);
      if (in.read() >= 0) {
        throw new IOException("larger than %d bytes".formatted(mostBytes));
      }
      return bytes;
    }
  }

  /**
   * Returns a file's text.
   *
   * @param mostBytes largest size, in bytes
   * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
   * @throws IOException if it is larger, or cannot be read
   */
  public static String text(Path file, int mostBytes) throws IOException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes(file, mostBytes)))
        .toString();
  }
}
