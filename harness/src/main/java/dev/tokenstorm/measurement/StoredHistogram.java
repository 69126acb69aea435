package dev.tokenstorm.measurement;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Takes in histograms that others stored. HdrHistogram reads many a form that cannot be added to
 * this program's own, and takes some damaged ones as they are. What comes out of here can be added
 * to any other.
 */
public final class StoredHistogram {
  /** More values than any run records. Sums of so many stay far from the limit of a long. */
  private static final long MOST_VALUES = 1L << 42;

  private StoredHistogram() {}

  /**
   * Returns a histogram in this program's own form, with the same values; empty if its values do
   * not fit into that form.
   */
  public static Optional<Histogram> own(Histogram read) {
    Histogram own = LatencyRecorders.newHistogram();
    try {
      own.add(read);
    } catch (IllegalArgumentException | IndexOutOfBoundsException unlike) {
      return Optional.empty();
    }
    return own.getTotalCount() >= 0 && own.getTotalCount() <= MOST_VALUES
        ? Optional.of(own)
        : Optional.empty();
  }

  /** Decodes HdrHistogram's compressed form; empty if the bytes are damaged or do not fit. */
  public static Optional<Histogram> decoded(byte[] compressed) {
    try {
      return own(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(compressed), 0));
    } catch (DataFormatException | RuntimeException damaged) {
      // The library has no exception of its own for what is damaged, and throws a dozen others.
      return Optional.empty();
    }
  }
}
