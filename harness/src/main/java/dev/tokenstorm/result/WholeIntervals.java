package dev.tokenstorm.result;

import dev.tokenstorm.measurement.Nanos;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Cuts the growing files of a killed run back to the intervals that all of them hold whole. So what
 * is added follows on, and nothing of the last second is taken for a part of what comes next.
 */
final class WholeIntervals {
  /** Times in the latency log are rounded to milliseconds. */
  private static final double TOLERANCE_SECONDS = 0.002;

  private WholeIntervals() {}

  /** Whether a line, the first having index 0, is to stay. */
  @FunctionalInterface
  private interface Stays {
    boolean test(String line, long index);
  }

  /**
   * Cuts the files of a folder.
   *
   * @param unfinished the {@link UnfinishedLog}, by the opening that holds the lock on it
   * @param intervals to keep
   * @param endNanos end of the last one, from the run's start
   */
  static void cut(Path directory, FileChannel unfinished, long intervals, long endNanos)
      throws IOException {
    cutUnfinished(unfinished, intervals);
    // The first line says what the others are.
    cut(directory.resolve(ResultFiles.CSV), (line, index) -> index <= intervals);
    double end = Nanos.toSeconds(endNanos) + TOLERANCE_SECONDS;
    cut(directory.resolve(ResultFiles.LOG), (line, index) -> endSeconds(line) <= end);
  }

  /** Lines about what has to be undone count for no interval, and stay also behind the cut. */
  private static void cutUnfinished(FileChannel file, long intervals) throws IOException {
    long length = 0;
    ByteArrayOutputStream behind = new ByteArrayOutputStream();
    // To close what reads it would close the file, and let go of its lock.
    InputStream in = new BufferedInputStream(WholeLines.of(file));
    long index = 0;
    for (byte[] line = line(in); line.length > 0; line = line(in)) {
      boolean undo = NotUndone.isLine(new String(line, StandardCharsets.UTF_8));
      if (index <= intervals) {
        length += line.length;
      } else if (undo) {
        behind.writeBytes(line);
      }
      index += undo ? 0 : 1;
    }
    ByteBuffer rest = ByteBuffer.wrap(behind.toByteArray());
    while (rest.hasRemaining()) {
      length += file.write(rest, length);
    }
    var unused = file.truncate(length);
  }

  private static void cut(Path file, Stays stays) throws IOException {
    if (Files.notExists(file)) {
      return;
    }
    long length = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      long index = 0;
      for (byte[] line = line(in);
          line.length > 0 && stays.test(new String(line, StandardCharsets.UTF_8), index);
          line = line(in)) {
        length += line.length;
        index++;
      }
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var unused = channel.truncate(length);
    }
  }

  /**
   * Reads a line with its end; empty after the last one that has an end, and at one that is longer
   * than any line of a run.
   */
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read();
        read >= 0 && line.size() < WholeLines.LONGEST_LINE_BYTES;
        read = in.read()) {
      line.write(read);
      if (read == '\n') {
        return line.toByteArray();
      }
    }
    return new byte[0];
  }

  /** Returns when a line's histogram ends; 0 for a line that is no histogram. */
  private static double endSeconds(String line) {
    String[] fields = line.split(",", 4);
    int first = fields[0].startsWith("Tag=") ? 1 : 0;
    try {
      return fields.length < 4
          ? 0
          : Double.parseDouble(fields[first]) + Double.parseDouble(fields[first + 1]);
    } catch (NumberFormatException notTimes) {
      return 0;
    }
  }
}
