package dev.tokenstorm.measurement;

import java.io.ByteArrayOutputStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The values of a histogram, in as few bytes as they need: about five for each different value. So
 * thousands of short stretches of time can each keep their latencies. Adding it to a histogram of
 * the same precision loses nothing. Immutable.
 */
public final class PackedHistogram {
  /** No value. */
  public static final PackedHistogram EMPTY = new PackedHistogram(new byte[0], 0);

  private static final int BITS_EACH = 7;
  private static final int LOW_BITS = (1 << BITS_EACH) - 1;
  private static final int MORE = 1 << BITS_EACH;

  /** Pairs of the difference to the value before, and how often the value was recorded. */
  private final byte[] pairs;

  private final long count;

  private PackedHistogram(byte[] pairs, long count) {
    this.pairs = pairs;
    this.count = count;
  }

  /** Packs the values of a histogram, which stays as it is. */
  public static PackedHistogram of(Histogram histogram) {
    if (histogram.getTotalCount() == 0) {
      return EMPTY;
    }
    ByteArrayOutputStream pairs = new ByteArrayOutputStream();
    long before = 0;
    for (HistogramIterationValue each : histogram.recordedValues()) {
      long value = histogram.lowestEquivalentValue(each.getValueIteratedTo());
      write(pairs, value - before);
      write(pairs, each.getCountAtValueIteratedTo());
      before = value;
    }
    return new PackedHistogram(pairs.toByteArray(), histogram.getTotalCount());
  }

  /** Returns how many values were recorded. */
  public long count() {
    return count;
  }

  /** Adds all values to a histogram. */
  public void addTo(Histogram total) {
    Reader reader = new Reader();
    long value = 0;
    while (reader.at < pairs.length) {
      value += reader.next();
      total.recordValueWithCount(value, reader.next());
    }
  }

  /** Seven bits in each byte, the lowest first; the eighth says whether more follow. */
  private static void write(ByteArrayOutputStream bytes, long number) {
    long rest = number;
    while (rest > LOW_BITS) {
      bytes.write((int) (rest & LOW_BITS) | MORE);
      rest >>>= BITS_EACH;
    }
    bytes.write((int) rest);
  }

  private final class Reader {
    private int at;

    long next() {
      long number = 0;
      int shift = 0;
      byte read;
      do {
        read = pairs[at++];
        number |= (long) (read & LOW_BITS) << shift;
        shift += BITS_EACH;
      } while ((read & MORE) != 0);
      return number;
    }
  }
}
