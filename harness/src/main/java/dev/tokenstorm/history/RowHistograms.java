package dev.tokenstorm.history;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.StoredHistogram;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Sums the histograms of a run's intervals, and writes them as HdrHistogram compresses them. */
final class RowHistograms {
  private final Map<Latency, Histogram> sums = new EnumMap<>(Latency.class);

  /** Adds what one interval measured, without its warm-up. */
  void add(Map<Latency, Histogram> measured) {
    measured.forEach(
        (latency, histogram) ->
            sums.computeIfAbsent(latency, unused -> LatencyRecorders.newHistogram())
                .add(histogram));
  }

  /** Those that have recorded anything. */
  Map<Latency, Histogram> sums() {
    sums.values().removeIf(histogram -> histogram.getTotalCount() == 0);
    return sums;
  }

  static byte[] encoded(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Arrays.copyOf(buffer.array(), length);
  }

  /**
   * Reads what {@link #encoded} wrote.
   *
   * @throws DataFormatException if it was written by something else
   */
  static Histogram decoded(byte[] encoded) throws DataFormatException {
    return StoredHistogram.decoded(encoded)
        .orElseThrow(() -> new DataFormatException("a row's histogram is damaged"));
  }
}
