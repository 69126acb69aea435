package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PackedHistogramTest {

  private static Histogram histogram(long... nanos) {
    Histogram histogram = LatencyRecorders.newHistogram();
    for (long value : nanos) {
      histogram.recordValue(value);
    }
    return histogram;
  }

  private static Histogram unpacked(PackedHistogram... packed) {
    Histogram total = LatencyRecorders.newHistogram();
    for (PackedHistogram each : packed) {
      each.addTo(total);
    }
    return total;
  }

  @Test
  void itGivesBackWhatItTook() {
    SplittableRandom random = new SplittableRandom(19);
    Histogram histogram = LatencyRecorders.newHistogram();
    for (int i = 0; i < 10_000; i++) {
      histogram.recordValue((long) Math.pow(10, 13 * random.nextDouble()));
    }
    PackedHistogram packed = PackedHistogram.of(histogram);
    assertThat(unpacked(packed)).isEqualTo(histogram);
    assertThat(packed.count()).isEqualTo(10_000);
  }

  @Test
  void itGivesBackTheEndsOfTheRange() {
    Histogram ends = histogram(0, 0, 1, 127, 128, LatencyRecorders.HIGHEST_NANOS);
    assertThat(unpacked(PackedHistogram.of(ends))).isEqualTo(ends);
  }

  @Test
  void severalAreAddedToOne() {
    assertThat(
            unpacked(
                PackedHistogram.of(histogram(5_000_000, 7_000_000)),
                PackedHistogram.EMPTY,
                PackedHistogram.of(histogram(7_000_000, 90_000_000))))
        .isEqualTo(histogram(5_000_000, 7_000_000, 7_000_000, 90_000_000));
  }

  @Test
  void aRecorderForgetsWhatWasSwapped() {
    PackedRecorder recorder = new PackedRecorder();
    recorder.record(5_000_000);
    assertThat(unpacked(recorder.swap())).isEqualTo(histogram(5_000_000));
    recorder.record(-3);
    recorder.record(Long.MAX_VALUE);
    assertThat(unpacked(recorder.swap())).isEqualTo(histogram(0, LatencyRecorders.HIGHEST_NANOS));
    assertThat(recorder.swap().count()).isZero();
  }
}
