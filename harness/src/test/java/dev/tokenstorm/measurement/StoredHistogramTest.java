package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class StoredHistogramTest {
  private static byte[] compressed(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Arrays.copyOf(buffer.array(), length);
  }

  private static Histogram recorded(Histogram histogram, long value, long count) {
    histogram.recordValueWithCount(value, count);
    return histogram;
  }

  @Test
  void aHistogramOfARunComesBackAsItWas() {
    Histogram written = LatencyRecorders.newHistogram();
    for (int i = 1; i < 1_000; i++) {
      written.recordValue(i * 37_000L);
    }

    assertThat(StoredHistogram.decoded(compressed(written))).contains(written);
  }

  @Test
  void valuesOfAnotherFormAreTakenWhereTheyFit() {
    Histogram fine = recorded(new Histogram(1, TimeUnit.HOURS.toNanos(1), 5), 1_234_567, 3);

    assertThat(StoredHistogram.decoded(compressed(fine)))
        .hasValueSatisfying(own -> assertThat(own.getTotalCount()).isEqualTo(3));
  }

  @Test
  void whatIsLongerThanAnyLatencyOrMoreThanAnyRunRecordsIsNone() {
    long beyond = TimeUnit.DAYS.toNanos(30);

    assertThat(StoredHistogram.own(recorded(new Histogram(1, beyond, 3), beyond, 1))).isEmpty();
    assertThat(
            StoredHistogram.own(
                recorded(LatencyRecorders.newHistogram(), 5_000, Long.MAX_VALUE / 2)))
        .isEmpty();
  }

  @Test
  void bytesThatBreakOffAreNone() {
    byte[] whole = compressed(recorded(LatencyRecorders.newHistogram(), 5_000, 7));

    for (int length = 0; length < whole.length; length++) {
      assertThat(StoredHistogram.decoded(Arrays.copyOf(whole, length))).isEmpty();
    }
  }
}
