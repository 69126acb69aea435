package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.result.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SearchTest {
  private final List<List<Trial>> seen = new ArrayList<>();

  private static Trial trial(int number, Ending.How ending) {
    return new Trial(
        number,
        Step.Role.POINT,
        number,
        "points/" + number,
        1,
        0,
        ending,
        "passed",
        TrialVerdict.HOLDS,
        List.of(),
        List.of(),
        Optional.empty(),
        new TrialFigures(
            1, 1, 4, 1, OptionalDouble.empty(), OptionalDouble.empty(), 0, Backlog.NONE));
  }

  /** Wants so many runs, whatever comes of them. */
  private record Wanted(int most) implements Strategy {
    private static final Step STEP =
        new Step(Step.Role.POINT, 1, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO);

    @Override
    public Step warmup() {
      return STEP;
    }

    @Override
    public Next next(List<Trial> trials, Duration left) {
      return trials.size() == most ? new Stop(StopReason.NARROW) : new Run(STEP);
    }
  }

  @Test
  void runsAreMadeUntilTheStrategyWantsNoMoreAndEachIsToldOf() throws InterruptedException {
    StopReason end =
        new Search(
                new Wanted(3),
                (step, before) -> trial(before.size() + 1, Ending.How.FINISHED),
                () -> 0,
                () -> false)
            .run(List.of(), 0, seen::add);
    assertThat(end).isEqualTo(StopReason.NARROW);
    assertThat(seen).extracting(List::size).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "INTERRUPTED, INTERRUPTED",
    "TARGET_LOST, TARGET_LOST",
    "FAILED, FAILED",
    "ABORTED, NARROW",
    "FINISHED, NARROW"
  })
  void aRunThatCouldNotEndEndsTheSearchAndIsKept(Ending.How ending, StopReason expected)
      throws InterruptedException {
    StopReason end =
        new Search(
                new Wanted(2),
                (step, before) ->
                    trial(before.size() + 1, before.isEmpty() ? Ending.How.FINISHED : ending),
                () -> 0,
                () -> false)
            .run(List.of(), 0, seen::add);
    assertThat(end).isEqualTo(expected);
    assertThat(seen).hasSize(2);
  }

  @Test
  void anInterruptedSearchBeginsNoFurtherRun() throws InterruptedException {
    List<Trial> begun = List.of(trial(1, Ending.How.FINISHED));
    StopReason end =
        new Search(
                new Wanted(9),
                (step, before) -> trial(before.size() + 1, Ending.How.FINISHED),
                () -> 0,
                () -> seen.size() == 2)
            .run(begun, 0, seen::add);
    assertThat(end).isEqualTo(StopReason.INTERRUPTED);
    assertThat(seen).extracting(List::size).containsExactly(2, 3);
  }
}
