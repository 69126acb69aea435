package dev.tokenstorm.result;

import dev.tokenstorm.text.UsageException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a cell's intervals from its folder, one after the other. For one thread. */
public final class CellSeconds implements Closeable {
  private final Path directory;
  private final UnfinishedLogReader reader;

  private CellSeconds(Path directory, UnfinishedLogReader reader) {
    this.directory = directory;
    this.reader = reader;
  }

  static CellSeconds open(Path directory) throws IOException {
    return new CellSeconds(directory, UnfinishedLogReader.open(directory, CellFolder.SECONDS));
  }

  /**
   * Returns the next interval; empty after the last.
   *
   * @throws UsageException if it cannot be read
   */
  public Optional<Interval> next() {
    try {
      return reader.next();
    } catch (IOException e) {
      throw CellFolder.unusable(
          directory,
          "cannot be read any more (%s); mend that.".formatted(WriteFailure.reason(e)));
    }
  }

  /** Returns the last line, which tells the cell's end if it came to it. */
  static String last(Path directory) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                WholeLines.open(directory.resolve(CellFolder.SECONDS)), StandardCharsets.UTF_8))) {
      String last = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
      }
      return last;
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      // It was read, and nothing is lost.
    }
  }
}
