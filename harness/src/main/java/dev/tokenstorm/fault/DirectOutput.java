package dev.tokenstorm.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a program writes straight to a file, so that it can go on once this process is gone. While
 * it runs the file may grow; {@link #cut} leaves the same first part as {@link KeptOutput}. For one
 * thread.
 */
final class DirectOutput {
  private final Optional<Path> file;
  private Optional<IOException> failure;

  private DirectOutput(Optional<Path> file, Optional<IOException> failure) {
    this.file = file;
    this.failure = failure;
  }

  /**
   * Makes the file.
   *
   * @param file takes what is written; without one, or if it cannot be made, all is dropped
   */
  static DirectOutput of(Optional<Path> file) {
    try {
      if (file.isPresent()) {
        Files.write(file.get(), new byte[0]);
      }
      return new DirectOutput(file, Optional.empty());
    } catch (IOException e) {
      return new DirectOutput(Optional.empty(), Optional.of(e));
    }
  }

  /** Where the program writes. */
  Redirect redirect() {
    return file.map(path -> Redirect.appendTo(path.toFile())).orElse(Redirect.DISCARD);
  }

  /** The program has ended: no more than the first part of the file is kept. */
  void cut() {
    if (file.isEmpty()) {
      return;
    }
    try (RandomAccessFile written = new RandomAccessFile(file.get().toFile(), "rw")) {
      if (written.length() > KeptOutput.MOST_BYTES) {
        written.setLength(KeptOutput.MOST_BYTES);
        written.seek(KeptOutput.MOST_BYTES);
        written.write(KeptOutput.CUT.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  /** Returns why it could not be kept. */
  Optional<IOException> failure() {
    return failure;
  }
}
