package dev.tokenstorm.result;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Remembers the first failed write. A print stream in front of it swallows failures, so the caller
 * asks {@link #check} afterwards. After a failure nothing more is written, so that a half-written
 * line is not repeated.
 */
public final class CheckedStream extends FilterOutputStream {
  private Optional<IOException> failure = Optional.empty();

  /**
   * @param out receives what is written until a write fails
   */
  public CheckedStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    check();
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(failure.orElse(e));
      throw e;
    }
  }

  /** Throws the first failure, if there was one. */
  public void check() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
