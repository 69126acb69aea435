package dev.tokenstorm.link;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads frames from a stream. Nothing is kept for what a header promises before it has come, so a
 * wrong length takes no memory. For one thread.
 */
public final class FrameReader {
  private final DataInputStream in;

  public FrameReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * Waits for the next frame; empty at the end of the stream.
   *
   * @throws IOException if what comes is no frame, or the stream ends within one
   */
  public Optional<Frame> next() throws IOException {
    int version = in.read();
    if (version < 0) {
      return Optional.empty();
    }
    if (version != Frame.VERSION) {
      throw new IOException("no frame of version " + Frame.VERSION);
    }
    int kind = in.readUnsignedByte();
    int length = in.readInt();
    if (length < 0 || length > Frame.MOST_BYTES) {
      throw new IOException("a frame of more than " + Frame.MOST_BYTES + " bytes");
    }
    // It grows with what comes, so a wrong length takes nothing.
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("the stream ended within a frame");
    }
    return Optional.of(new Frame(kind, content));
  }
}
