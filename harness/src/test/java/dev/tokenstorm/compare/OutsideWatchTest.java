package dev.tokenstorm.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.ProcessSample;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class OutsideWatchTest {
  private static final long MILLI = 1_000_000L;

  /** An interval of a second and of what it was late, on two cores. */
  private static double stop(long latestMillis, long cpuMillis, long safepointMillis) {
    Histogram hiccups = LatencyRecorders.newHistogram();
    hiccups.recordValue(latestMillis * MILLI);
    return OutsideWatch.stopSeconds(
        new ProcessSample(
            0,
            (1000 + latestMillis) * MILLI,
            cpuMillis * MILLI,
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.of(safepointMillis * MILLI),
            OptionalLong.of(safepointMillis * MILLI),
            hiccups),
        2);
  }

  @Test
  void aProcessThatStoodStillUsedNoCpuMeanwhile() {
    assertThat(stop(3000, 1500, 0)).isBetween(2.99, 3.01);
    assertThat(stop(600, 1950, 0)).isBetween(0.59, 0.61);
  }

  @Test
  void aSideThatKeepsAllCoresBusyIsLateByItsOwnDoing() {
    assertThat(stop(3000, 7900, 0)).isZero();
  }

  @Test
  void collectionsAreASidesOwn() {
    assertThat(stop(800, 1500, 790)).isZero();
  }

  @Test
  void aShortPauseIsNoStop() {
    assertThat(stop(400, 100, 0)).isZero();
    assertThat(stop(0, 0, 0)).isZero();
  }
}
