package dev.tokenstorm.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The JDK's generator is the same, with its state kept. */
final class SplitMix64Test {
  private static final long[] SEEDS = {0, 1, -1, 42, Long.MIN_VALUE, 0x123456789ABCDEFL};

  @Test
  void aMixedSeedIsTheFirstNumberOfTheJdksGenerator() {
    for (long seed : SEEDS) {
      assertThat(SplitMix64.mix(seed)).isEqualTo(new SplittableRandom(seed).nextLong());
    }
  }

  @Test
  void theNthNumberNeedsNoneBeforeIt() {
    for (long seed : SEEDS) {
      SplittableRandom generator = new SplittableRandom(SplitMix64.mix(seed));
      for (long n = 0; n < 100; n++) {
        assertThat(SplitMix64.uniform(seed, n)).isEqualTo(SplitMix64.unit(generator.nextLong()));
      }
    }
  }

  @Test
  void fractionsReachFromZeroToJustBelowOne() {
    assertThat(SplitMix64.unit(0)).isZero();
    assertThat(SplitMix64.unit(-1)).isEqualTo(Math.nextDown(1.0));
  }

  @Test
  void halfOfTheExponentialNumbersLieBelowTheLogarithmOfTwo() {
    assertThat(SplitMix64.exponential(0)).isZero();
    assertThat(SplitMix64.exponential(0.5)).isEqualTo(Math.log(2), within(1e-15));
    assertThat(SplitMix64.exponential(Math.nextDown(1.0))).isEqualTo(53 * Math.log(2));
  }
}
