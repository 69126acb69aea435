package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class HiccupsTest {
  private static final long MILLI = 1_000_000;

  private final ManualClock clock = new ManualClock();
  private final Hiccups hiccups = new Hiccups(clock, MILLI);

  @Test
  void punctualSleepsAreNoHiccups() {
    for (int i = 0; i < 100; i++) {
      sleep(MILLI);
    }
    Histogram histogram = hiccups.swap();
    assertThat(histogram.getTotalCount()).isEqualTo(100);
    assertThat(histogram.getMaxValue()).isZero();
  }

  @Test
  void whatEverySleepTakesLongerIsTheSystemsGranularityAndNoHiccup() {
    for (int i = 0; i < 100; i++) {
      sleep(MILLI + 57_000);
    }
    assertThat(hiccups.swap().getMaxValue()).isZero();
  }

  @Test
  void aStallCountsForEverySleeperItWouldHaveHeldUp() {
    sleep(MILLI);
    sleep(MILLI + 100 * MILLI);
    Histogram histogram = hiccups.swap();
    assertThat(histogram.getMaxValue()).isCloseTo(100 * MILLI, withinPercentage(1));
    assertThat(histogram.getTotalCount()).isEqualTo(1 + 100);
    assertThat(histogram.getCountBetweenValues(50 * MILLI, 101 * MILLI))
        .isCloseTo(51, withinPercentage(3));
  }

  @Test
  void aSwapStartsAfresh() {
    sleep(MILLI);
    sleep(3 * MILLI);
    hiccups.swap();
    assertThat(hiccups.swap().getTotalCount()).isZero();
  }

  @Test
  void aMachineThatSleptForDaysDoesNotStopTheMeter() {
    Hiccups coarse = new Hiccups(clock, LatencyRecorders.HIGHEST_NANOS / 2);
    coarse.asleep();
    coarse.awake();
    coarse.asleep();
    clock.advance(3 * LatencyRecorders.HIGHEST_NANOS);
    coarse.awake();
    assertThat(coarse.swap().getMaxValue())
        .isCloseTo(LatencyRecorders.HIGHEST_NANOS, withinPercentage(0.2));
  }

  private void sleep(long nanos) {
    hiccups.asleep();
    clock.advance(nanos);
    hiccups.awake();
  }
}
