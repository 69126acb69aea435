package dev.tokenstorm.result;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Remembers the first failure, which a print stream in front of it swallows. */
final class CheckedStream extends FilterOutputStream {
  private Optional<IOException> failure = Optional.empty();

  CheckedStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(failure.orElse(e));
      throw e;
    }
  }

  /** Throws the first failure, if there was one. */
  void check() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
