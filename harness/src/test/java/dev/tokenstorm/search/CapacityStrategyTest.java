package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CapacityStrategyTest {
  private static final TrialTiming PACE =
      new TrialTiming(Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(1));
  private static final Duration CONFIRM = Duration.ofMinutes(1);
  private static final PoolSize GIVEN = new PoolSize(OptionalInt.of(64), 4);
  private static final Duration BUDGET = Duration.ofMinutes(10);

  private static CapacityStrategy strategy() {
    return new CapacityStrategy(PACE, CONFIRM, false, GIVEN);
  }

  /**
   * A server that takes so many workflows a second: within 1 % of that a run says either, and some
   * say the wrong thing.
   *
   * @param forLong what it takes for long, as a share
   * @param closedLoop what a closed loop comes to, as a share
   * @param wrong the share of short runs that say the contrary
   */
  private static Simulation server(
      long seed, double capacity, double forLong, double closedLoop, double wrong) {
    return new Simulation(
        seed,
        (step, random) -> {
          double limit = step.role() == Step.Role.CONFIRMATION ? capacity * forLong : capacity;
          double completions =
              4
                  * (step.role() == Step.Role.WARMUP
                      ? closedLoop * capacity
                      : Math.min(step.value(), limit));
          return new Simulation.Result(standing(step, limit, wrong, random), completions, 0.01);
        });
  }

  private static TrialVerdict standing(
      Step step, double limit, double wrong, SplittableRandom random) {
    double ratio = step.value() / limit;
    boolean holds = ratio <= 1;
    boolean lie = step.role() == Step.Role.POINT && random.nextDouble() < wrong;
    if (step.role() == Step.Role.POINT && Math.abs(ratio - 1) < 0.01) {
      return random.nextBoolean() ? TrialVerdict.LEANS_TO_HOLD : TrialVerdict.LEANS_TO_BREAK;
    }
    return holds != lie ? TrialVerdict.HOLDS : TrialVerdict.BREAKS;
  }

  private static Capacity capacity(Simulation.Found found) {
    return Capacity.of(found.trials(), GIVEN).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 25, 50, 200, 3_000})
  void theRateIsFoundWithinFivePercentWhateverTheClosedLoopDid(double truth)
      throws InterruptedException {
    // Slow rates take longer to tell.
    Duration budget = truth < 1 ? BUDGET.multipliedBy(3) : BUDGET;
    for (double closedLoop : new double[] {0.1, 0.5, 0.97, 1.3, 5}) {
      for (long seed = 0; seed < 10; seed++) {
        Simulation.Found found = server(seed, truth, 1, closedLoop, 0).search(strategy(), budget);
        Capacity capacity = capacity(found);
        assertThat(found.end()).isEqualTo(StopReason.NARROW);
        assertThat(capacity.confirmedSeconds()).hasValue(60);
        assertThat(capacity.rate().orElseThrow() / truth).isBetween(0.95, 1.0);
        assertThat(capacity.breaking().orElseThrow() / truth).isBetween(0.98, 1.05);
      }
    }
  }

  /** As where a latency grows with the rate, long before anything piles up. */
  @Test
  void anObjectiveThatBreaksBelowWhatTheServerCanDoIsFoundInFewRuns() throws InterruptedException {
    for (double truth = 30; truth < 300; truth *= 1.1) {
      double limit = truth;
      Simulation.Found found =
          new Simulation(
                  1,
                  (step, random) ->
                      new Simulation.Result(
                          step.value() <= limit ? TrialVerdict.HOLDS : TrialVerdict.BREAKS,
                          4 * (step.role() == Step.Role.WARMUP ? 90 : 0.995 * step.value()),
                          0.01))
              .search(strategy(), BUDGET);
      assertThat(capacity(found).rate().orElseThrow() / limit).isBetween(0.95, 1.0);
      assertThat(found.values()).hasSizeLessThan(14);
    }
  }

  @Test
  void aRunThatSaysTheWrongThingIsOutvotedOrTheAnswerStaysBelowTheTruth()
      throws InterruptedException {
    int near = 0;
    for (long seed = 0; seed < 300; seed++) {
      Simulation.Found found = server(seed, 50, 1, 0.95, 0.05).search(strategy(), BUDGET);
      Capacity capacity = capacity(found);
      assertThat(capacity.confirmedSeconds()).as("seed %d", seed).isPresent();
      assertThat(capacity.rate().orElseThrow()).as("seed %d", seed).isLessThanOrEqualTo(50);
      near += capacity.rate().orElseThrow() >= 0.95 * 50 ? 1 : 0;
    }
    assertThat(near).isGreaterThan(270);
  }

  @Test
  void aRateThatDoesNotHoldForLongIsSteppedDownFrom() throws InterruptedException {
    for (double forLong : new double[] {0.4, 0.7, 0.85, 0.9, 0.93, 0.97}) {
      double truth = 50 * forLong;
      Simulation.Found found =
          server(3, 50, forLong, 0.95, 0).search(strategy(), Duration.ofMinutes(20));
      Capacity capacity = capacity(found);
      assertThat(found.end()).isEqualTo(StopReason.NARROW);
      assertThat(capacity.rate().orElseThrow() / truth).isBetween(0.95, 1.0);
      assertThat(capacity.unconfirmed()).isNotEmpty().allMatch(rate -> rate > truth);
      assertThat(capacity.breaking().orElseThrow() / truth).isBetween(1.0, 1.05);
    }
  }

  /** One that stalls and never catches up: what it closes then says nothing of what it can do. */
  @Test
  void aServerThatCollapsesForLongIsFoundFromBothSides() throws InterruptedException {
    Simulation collapsing =
        new Simulation(
            5,
            (step, random) -> {
              boolean holds = step.value() <= (step.role() == Step.Role.CONFIRMATION ? 40 : 50);
              double closed = step.role() == Step.Role.WARMUP ? 45 : step.value();
              return new Simulation.Result(
                  holds ? TrialVerdict.HOLDS : TrialVerdict.BREAKS,
                  4 * (holds ? closed : 20),
                  0.01);
            });
    Simulation.Found found = collapsing.search(strategy(), Duration.ofMinutes(20));
    assertThat(found.end()).isEqualTo(StopReason.NARROW);
    assertThat(capacity(found).rate().orElseThrow() / 40).isBetween(0.95, 1.0);
    Simulation.Found cut = collapsing.search(strategy(), Duration.ofMinutes(6));
    assertThat(cut.end()).isEqualTo(StopReason.BUDGET);
    assertThat(capacity(cut).rate().orElseThrow()).isLessThan(38);
  }

  @Test
  void aConfirmationThatLeansToBreakIsMadeOnceMore() throws InterruptedException {
    for (boolean holdsThen : new boolean[] {false, true}) {
      int[] confirmations = {0};
      Simulation leaning =
          new Simulation(
              6,
              (step, random) -> {
                boolean first = step.role() == Step.Role.CONFIRMATION && ++confirmations[0] <= 2;
                TrialVerdict standing =
                    !first
                        ? step.value() <= 50 ? TrialVerdict.HOLDS : TrialVerdict.BREAKS
                        : confirmations[0] == 2 && holdsThen
                            ? TrialVerdict.HOLDS
                            : TrialVerdict.LEANS_TO_BREAK;
                double rate = step.role() == Step.Role.WARMUP ? 45 : step.value();
                return new Simulation.Result(standing, 4 * Math.min(rate, 50), 0.01);
              });
      Simulation.Found found = leaning.search(strategy(), Duration.ofMinutes(20));
      List<Double> tried =
          found.trials().stream()
              .filter(trial -> trial.role() == Step.Role.CONFIRMATION)
              .map(Trial::value)
              .toList();
      assertThat(tried).hasSize(holdsThen ? 2 : 3);
      assertThat(tried.get(1)).isEqualTo(tried.get(0));
      Capacity capacity = capacity(found);
      assertThat(capacity.confirmedSeconds()).isPresent();
      assertThat(capacity.unconfirmed()).isEqualTo(holdsThen ? List.of() : List.of(tried.get(0)));
    }
  }

  @Test
  void aConfirmationThatLeansAndHasNoTimeToBeRepeatedIsTold() throws InterruptedException {
    Simulation leaning =
        new Simulation(
            6,
            (step, random) -> {
              boolean holds = step.value() <= 50;
              double rate = step.role() == Step.Role.WARMUP ? 45 : step.value();
              TrialVerdict standing = holds ? TrialVerdict.HOLDS : TrialVerdict.BREAKS;
              return new Simulation.Result(
                  step.role() == Step.Role.CONFIRMATION ? TrialVerdict.LEANS_TO_BREAK : standing,
                  4 * Math.min(rate, 50),
                  0.01);
            });
    Simulation.Found found = leaning.search(strategy(), Duration.ofSeconds(140));
    Capacity capacity = capacity(found);
    assertThat(found.end()).isEqualTo(StopReason.BUDGET);
    assertThat(capacity.confirmedSeconds()).isEmpty();
    assertThat(capacity.unconfirmed())
        .singleElement()
        .satisfies(rate -> assertThat(rate).isGreaterThanOrEqualTo(capacity.rate().orElseThrow()));
  }

  @Test
  void aSearchThatGoesOnWithMoreTimeGoesOnAboveWhatItConfirmed() throws InterruptedException {
    Simulation.Found cut = server(2, 50, 1, 0.3, 0).search(strategy(), Duration.ofSeconds(130));
    assertThat(cut.end()).isEqualTo(StopReason.BUDGET);
    assertThat(capacity(cut).confirmedSeconds()).isPresent();
    Simulation.Found goneOn =
        server(2, 50, 1, 0.3, 0).search(strategy(), Duration.ofMinutes(20), cut.trials());
    assertThat(goneOn.end()).isEqualTo(StopReason.NARROW);
    assertThat(capacity(goneOn).rate().orElseThrow() / 50).isBetween(0.95, 1.0);
  }

  @Test
  void aSlowRateIsRunForLongEnoughToSaySomething() throws InterruptedException {
    Simulation.Found found = server(1, 0.02, 1, 0.95, 0).search(strategy(), Duration.ofHours(3));
    assertThat(capacity(found).rate().orElseThrow() / 0.02).isBetween(0.95, 1.0);
    assertThat(found.trials())
        .filteredOn(trial -> trial.role() == Step.Role.POINT)
        .allMatch(trial -> trial.value() * trial.measured().seconds() > 4.99);
  }

  /** While it narrows, that is: what changes once the rate is found is nobody's to know. */
  @Test
  void aServerThatBecomesFasterOrSlowerIsFollowed() throws InterruptedException {
    for (double change : new double[] {0.6, 0.8, 1.3, 2}) {
      for (int first = 1; first <= 4; first++) {
        int until = first;
        int[] runs = {0};
        Simulation changing =
            new Simulation(
                7,
                (step, random) -> {
                  double limit = ++runs[0] <= until ? 50 * change : 50;
                  double rate = step.role() == Step.Role.WARMUP ? 40 : step.value();
                  return new Simulation.Result(
                      rate <= limit ? TrialVerdict.HOLDS : TrialVerdict.BREAKS,
                      4 * Math.min(rate, limit),
                      0.01);
                });
        Capacity capacity = capacity(changing.search(strategy(), Duration.ofMinutes(20)));
        assertThat(capacity.confirmedSeconds()).isPresent();
        assertThat(capacity.rate().orElseThrow() / 50)
            .as("%s until run %d", change, until)
            .isBetween(0.9, 1.0);
      }
    }
  }

  @Test
  void theBudgetIsKeptAndTimeIsLeftToConfirm() throws InterruptedException {
    assertConfirmedFrom(130, 1, 0.6);
  }

  /** What short runs found holds for long only 3 % below. */
  @Test
  void timeIsLeftToConfirmALowerRateToo() throws InterruptedException {
    assertConfirmedFrom(240, 0.97, 0.95);
  }

  /** With budgets of so many seconds and up to ten minutes. */
  private static void assertConfirmedFrom(int fewest, double forLong, double closedLoop)
      throws InterruptedException {
    for (int seconds = fewest; seconds <= 600; seconds += 10) {
      Duration budget = Duration.ofSeconds(seconds);
      Simulation.Found found = server(2, 50, forLong, closedLoop, 0).search(strategy(), budget);
      assertThat(found.took()).isLessThanOrEqualTo(budget);
      assertThat(capacity(found).confirmedSeconds()).as("budget %d s", seconds).isPresent();
    }
  }

  @Test
  void whereNoRateHoldsTheSearchEnds() throws InterruptedException {
    Simulation.Found found =
        new Simulation(
                1,
                (step, random) ->
                    new Simulation.Result(
                        TrialVerdict.BREAKS, 100, 0.01, List.of("Nothing works.")))
            .search(strategy(), Duration.ofHours(2));
    Capacity capacity = capacity(found);
    assertThat(found.end()).isEqualTo(StopReason.EXHAUSTED);
    assertThat(capacity.rate()).isEmpty();
    assertThat(capacity.broke()).containsExactly("Nothing works.");
  }

  @Test
  void aSearchThatWasCutShortGoesOnAsItWouldHaveGone() throws InterruptedException {
    List<Double> whole = server(4, 50, 1, 0.6, 0).search(strategy(), BUDGET).values();
    List<Trial> trials = server(4, 50, 1, 0.6, 0).search(strategy(), BUDGET).trials();
    for (int runs = 1; runs < trials.size(); runs++) {
      List<Double> goneOn =
          server(4, 50, 1, 0.6, 0).search(strategy(), BUDGET, trials.subList(0, runs)).values();
      // The next run is the same; what it says depends on chance, which begins anew.
      assertThat(goneOn.subList(0, runs)).isEqualTo(whole.subList(0, runs));
    }
  }

  @Test
  void theWarmUpIsLongEnoughForTheWorkflows() throws InterruptedException {
    Simulation slow =
        new Simulation(1, (step, random) -> new Simulation.Result(TrialVerdict.HOLDS, 100, 2));
    Strategy.Next next =
        strategy()
            .next(
                slow.search(
                        new CapacityStrategy(PACE, CONFIRM, true, GIVEN), Duration.ofSeconds(10))
                    .trials(),
                BUDGET);
    assertThat(((Strategy.Run) next).step().warmup()).isEqualTo(Duration.ofSeconds(16));
  }

  @Test
  void ratesHaveThreeDigits() {
    assertThat(NextRate.round(49.9512)).isEqualTo(50.0);
    assertThat(NextRate.round(0.012345)).isEqualTo(0.0123);
    assertThat(NextRate.round(1234.5)).isEqualTo(1230);
  }
}
