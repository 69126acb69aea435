package dev.tokenstorm.link;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes frames to a stream, each in one piece. Thread-safe. */
public final class FrameWriter {
  private final OutputStream out;

  public FrameWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one, and waits until the stream has taken it.
   *
   * @throws IOException if it does not
   */
  public synchronized void write(Frame frame) throws IOException {
    byte[] content = frame.content();
    ByteBuffer bytes = ByteBuffer.allocate(Frame.HEADER_BYTES + content.length);
    bytes.put((byte) Frame.VERSION).put((byte) frame.kind()).putInt(content.length).put(content);
    out.write(bytes.array());
    out.flush();
  }
}
