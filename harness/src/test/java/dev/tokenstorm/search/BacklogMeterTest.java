package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.tokenstorm.measurement.Phase;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BacklogMeterTest {

  private static Backlog measured(int seconds, IntToLongFunction inFlight) {
    BacklogMeter meter = new BacklogMeter();
    meter.accept(Seconds.second(0, Phase.WARMUP, 9_999, 0, 0));
    meter.accept(Seconds.second(1, Phase.WARMUP, inFlight.applyAsLong(1), 0, 0));
    for (int second = 2; second <= seconds; second++) {
      meter.accept(Seconds.second(second, Phase.MEASURE, inFlight.applyAsLong(second), 0, 0));
    }
    meter.accept(Seconds.second(seconds + 1, Phase.DRAIN, 0, 0, 0));
    return meter.backlog();
  }

  @Test
  void aLineHasItsSlopeAndNoError() {
    Backlog backlog = measured(10, second -> 7 + 3L * second);
    assertThat(backlog.perSecond()).isEqualTo(3, offset(1e-6));
    assertThat(backlog.margin().orElseThrow()).isEqualTo(0, offset(1e-3));
  }

  @Test
  void twoSecondsSayHowMuchAndNotHowSurely() {
    assertThat(measured(2, second -> 5L * second).perSecond()).isEqualTo(5, offset(1e-6));
    assertThat(measured(2, second -> 5L * second).margin()).isEmpty();
    assertThat(new BacklogMeter().backlog()).isEqualTo(Backlog.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 6, 11, 60})
  void chanceIsSeldomTakenForGrowthHoweverShortTheRun(int seconds) {
    int grown = 0;
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Backlog backlog = measured(seconds, second -> Math.round(200 + 20 * random.nextGaussian()));
      grown += backlog.perSecond() > backlog.margin().orElseThrow() ? 1 : 0;
    }
    assertThat(grown).isLessThan(25);
  }

  /** What is in flight remembers: each second is four fifths of the one before, and chance. */
  @Test
  void aQueueThatOnlyFluctuatesIsSeldomTakenForOneThatGrows() {
    int grown = 0;
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] level = {0};
      Backlog backlog =
          measured(
              60,
              second -> {
                level[0] = 0.8 * level[0] + 10 * random.nextGaussian();
                return Math.round(200 + level[0]);
              });
      grown += backlog.perSecond() > backlog.margin().orElseThrow() ? 1 : 0;
    }
    assertThat(grown).isLessThan(50);
  }
}
