package dev.tokenstorm.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One message between two processes: a kind, and bytes whose meaning follows from it. */
public final class Frame {
  /** The form of frames, in each of them. Another one is not understood. */
  static final int VERSION = 1;

  /** Largest content, in bytes: ten thousand findings of a ledger take a third of it. */
  public static final int MOST_BYTES = 8 << 20;

  /** What a frame has before its content: version, kind, and the content's length. */
  static final int HEADER_BYTES = 6;

  private final int kind;
  private final byte[] content;

  /**
   * @param kind from 0 to 255
   * @param content at most {@link #MOST_BYTES}
   * @throws IllegalArgumentException if it is no such kind, or too much
   */
  public Frame(int kind, byte[] content) {
    if (kind < 0 || kind > 255 || content.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "no frame: kind %d, %d bytes".formatted(kind, content.length));
    }
    this.kind = kind;
    this.content = content.clone();
  }

  /** Makes one of text. */
  public Frame(int kind, String text) {
    this(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns its kind. */
  public int kind() {
    return kind;
  }

  /** Returns its content as text. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Returns its content. */
  byte[] content() {
    return content;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame
        && kind == frame.kind
        && Arrays.equals(content, frame.content);
  }

  @Override
  public int hashCode() {
    return 31 * kind + Arrays.hashCode(content);
  }
}
