package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.fault.FaultKind;
import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.fault.TimedFault;
import dev.tokenstorm.measurement.PackedHistogram;
import dev.tokenstorm.recovery.AttemptCounts;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.recovery.FaultCosts;
import dev.tokenstorm.recovery.FaultSpan;
import dev.tokenstorm.recovery.StepSeries;
import dev.tokenstorm.recovery.TimeStep;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which steps of long runs are kept; these steps are a second long. */
class StepStoreTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private static StepStore store(long... beginSeconds) {
    return new StepStore(
        FaultPlan.of(
            Arrays.stream(beginSeconds)
                .mapToObj(
                    begin ->
                        new TimedFault(
                            Duration.ofSeconds(begin), new FaultKind.Cut(Duration.ofSeconds(5))))
                .toList()));
  }

  private static void add(StepStore store, long fromSeconds, long toSeconds, long completions) {
    for (long second = fromSeconds; second < toSeconds; second++) {
      store.add(
          new TimeStep(
              second * SECOND,
              (second + 1) * SECOND,
              0,
              completions,
              0,
              AttemptCounts.NONE,
              0,
              Map.of(),
              PackedHistogram.EMPTY));
    }
  }

  private static FaultCost cost(StepStore store, long fromSeconds, long toSeconds) {
    StepSeries series =
        new StepSeries(store.steps(), false, 0, Duration.ofDays(3).toNanos(), List.of());
    return FaultCosts.of(
            series, List.of(new FaultSpan(1, fromSeconds * SECOND, toSeconds * SECOND)))
        .get(0);
  }

  @Test
  void aLongRunKeepsOnlyWhatIsNearItsFaults() {
    StepStore store = store(10_000, 50_000);
    add(store, 0, 100_000, 7);
    // Twenty seconds before, five of the fault, and ten minutes and ten seconds after it.
    assertThat(store.steps()).hasSizeBetween(2 * 635, 2 * 640);
    assertThat(store.steps().get(0).beginNanos()).isBetween(9_978 * SECOND, 9_980 * SECOND);
    assertThat(cost(store, 10_000, 10_005).completions()).isEqualTo(5 * 7);
    assertThat(cost(store, 10_000, 10_005).missing()).isEmpty();
    assertThat(cost(store, 50_000, 50_005).gapNanos()).isZero();
  }

  @Test
  void aGapIsWholeAlsoWhereItBeganLongBeforeTheFault() {
    StepStore store = store(10_000);
    add(store, 0, 4_000, 1);
    add(store, 4_000, 10_010, 0);
    add(store, 10_010, 20_000, 1);
    assertThat(cost(store, 10_000, 10_005).gapSeconds()).isEqualTo(6_010);
  }

  @Test
  void aGapIsWholeAlsoWhereItEndsLongAfterTheFault() {
    StepStore store = store(10_000);
    add(store, 0, 10_001, 1);
    add(store, 10_001, 14_000, 0);
    assertThat(store.complete(14_000 * SECOND)).isFalse();
    assertThat(cost(store, 10_000, 10_005).gapSeconds()).isEqualTo(3_999);
    add(store, 14_000, 20_000, 1);
    assertThat(store.complete(20_000 * SECOND)).isTrue();
    assertThat(cost(store, 10_000, 10_005).gapSeconds()).isEqualTo(3_999);
  }

  @Test
  void aGapFarFromAnyFaultIsNoneOfIt() {
    StepStore store = store(10_000);
    add(store, 0, 4_000, 1);
    add(store, 4_000, 9_000, 0);
    add(store, 9_000, 20_000, 1);
    assertThat(cost(store, 10_000, 10_005).gapNanos()).isZero();
    assertThat(store.complete(10_500 * SECOND)).isFalse();
  }
}
