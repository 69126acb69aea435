package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.result.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TuneLoadTest {
  private static final Duration LENGTH = Duration.ofSeconds(4);
  private static final TuneLoad OPEN = new TuneLoad(OptionalInt.empty(), 2, 4, 0);

  private static List<Trial> callOf(double seconds) {
    return callOf(seconds, 1, OptionalDouble.empty());
  }

  private static List<Trial> callOf(
      double seconds, double busyShare, OptionalDouble workflowSeconds) {
    return List.of(
        new Trial(
            1,
            Step.Role.WARMUP,
            16,
            "points/1",
            5,
            0,
            Ending.How.FINISHED,
            "passed",
            TrialVerdict.HOLDS,
            List.of(),
            List.of(),
            Optional.empty(),
            new TrialFigures(
                4,
                4 / seconds,
                16 * busyShare / seconds,
                16,
                OptionalDouble.of(seconds),
                workflowSeconds,
                0,
                Backlog.NONE)));
  }

  @Test
  void eachCompleterHasFourTokensAtLeast() {
    for (int completers : new int[] {4, 40, 64, 500}) {
      assertThat(2 * OPEN.inFlight(completers, LENGTH, callOf(0.1)))
          .isGreaterThanOrEqualTo(4 * completers);
    }
    assertThat(OPEN.inFlight(1, LENGTH, List.of())).isEqualTo(8);
  }

  @Test
  void asManyAsUsualAreInFlightWhereTheyDrainSoon() {
    assertThat(OPEN.inFlight(1, LENGTH, callOf(0.001))).isEqualTo(200);
    // 10 completions a second drain 5 workflows in 2 s.
    assertThat(OPEN.inFlight(1, LENGTH, callOf(0.1))).isEqualTo(8);
    assertThat(OPEN.inFlight(32, LENGTH, callOf(0.1))).isEqualTo(160);
  }

  /** 40 completions a second are 10 workflows a second, of which each is under way for 3 s. */
  @Test
  void workflowsThatTakeLongElsewhereAreMore() {
    List<Trial> slow = callOf(0.1, 0.5, OptionalDouble.of(3));
    assertThat(OPEN.inFlight(4, LENGTH, slow)).isBetween(30, 60);
    assertThat(OPEN.inFlight(8, LENGTH, slow)).isBetween(60, 120);
    // Where all completers are busy, a workflow takes long as it waits for them.
    assertThat(OPEN.inFlight(4, LENGTH, callOf(0.1, 1, OptionalDouble.of(3)))).isLessThan(30);
  }

  @Test
  void theTimeThatTokensSpendOutsideTakesMoreOfThem() {
    TuneLoad slow = new TuneLoad(OptionalInt.empty(), 2, 4, 1);
    // 40 completions a second of which each is a second with the external completer.
    assertThat(2 * slow.inFlight(4, LENGTH, callOf(0.1))).isGreaterThanOrEqualTo(40 + 16);
  }

  @Test
  void withAGivenNumberInFlightValuesAreLeftOutThatWouldDrainForLong() {
    IntRange range = new IntRange(1, 512);
    TuneLoad given = new TuneLoad(OptionalInt.of(200), 2, 4, 0);
    Duration budget = Duration.ofMinutes(3);
    assertThat(given.smallest(range, budget, List.of())).isEqualTo(1);
    // 800 completions in 9 s take 8.9 of 10 a second.
    assertThat(given.smallest(range, budget, callOf(0.1))).isEqualTo(9);
    assertThat(given.smallest(range, budget, callOf(100))).isEqualTo(512);
    assertThat(OPEN.smallest(range, budget, callOf(100))).isEqualTo(1);
  }
}
