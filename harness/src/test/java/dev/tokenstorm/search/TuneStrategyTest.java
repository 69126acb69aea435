package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.result.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TuneStrategyTest {
  private static final IntRange RANGE = new IntRange(1, 512);
  private static final TrialTiming PACE =
      new TrialTiming(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ZERO);
  private static final Duration AMPLE = Duration.ofMinutes(10);

  private static TuneStrategy strategy(IntRange range, long seed) {
    return new TuneStrategy(range, seed, PACE, trials -> range.from());
  }

  private static Knee knee(List<Trial> trials, IntRange range) {
    return Knee.of(trials, range, true).orElseThrow();
  }

  /** The smallest value of a range that comes within 5 % of the best, by the formula itself. */
  private static int truth(DoubleUnaryOperator throughput, IntRange range) {
    double best =
        IntStream.rangeClosed(range.from(), range.to())
            .mapToDouble(throughput::applyAsDouble)
            .max()
            .orElseThrow();
    return IntStream.rangeClosed(range.from(), range.to())
        .filter(
            value -> throughput.applyAsDouble(value) >= SearchThreshold.KNEE_SHARE.value() * best)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"0.1, 100", "0.05, 240", "0.1, 200", "0.1, 400", "0.25, 400", "0.2, 1000"})
  void theKneeIsAtCapacityTimesLatency(double latency, double capacity)
      throws InterruptedException {
    for (long seed = 0; seed < 30; seed++) {
      Simulation.Found found =
          Simulation.completers(seed, 0.01, Simulation.asymptotes(latency, capacity))
              .search(strategy(RANGE, seed), AMPLE);
      Knee knee = knee(found.trials(), RANGE);

      assertThat(found.end()).isEqualTo(StopReason.NARROW);
      assertThat(knee.value() / (latency * capacity)).as("seed %d", seed).isBetween(0.9, 1.15);
      assertThat(knee.edge()).isEqualTo(Knee.Edge.NONE);
      assertThat(knee.recommended()).isGreaterThanOrEqualTo(knee.value());
      assertThat(knee.asymptotes().orElseThrow().crossing() / (latency * capacity))
          .isBetween(0.95, 1.15);
    }
  }

  @Test
  void theIntervalCoversTheTruthAsOftenAsItSays() throws InterruptedException {
    DoubleUnaryOperator throughput = Simulation.asymptotes(0.1, 400);
    int truth = truth(throughput, RANGE);
    int covered = 0;
    int crossed = 0;
    for (long seed = 0; seed < 400; seed++) {
      Simulation.Found found =
          Simulation.completers(seed, 0.03, throughput).search(strategy(RANGE, seed), AMPLE);
      Knee knee = knee(found.trials(), RANGE);
      covered += knee.low() <= truth && truth <= knee.high() ? 1 : 0;
      Asymptotes lines = knee.asymptotes().orElseThrow();
      crossed += lines.low() <= 41 && 41 <= lines.high() ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo(360);
    assertThat(crossed).isGreaterThanOrEqualTo(360);
  }

  /** Mean value analysis of completers that wait in line at one server and then for a latency. */
  private static double queue(double completers, double latency, double service) {
    double inLine = 0;
    double perSecond = 0;
    for (int n = 1; n <= completers; n++) {
      double residence = service * (1 + inLine);
      perSecond = n / (latency + residence);
      inLine = perSecond * residence;
    }
    return perSecond;
  }

  @Test
  void aRoundedKneeIsFoundWhereThroughputComesWithinFivePercent() throws InterruptedException {
    DoubleUnaryOperator throughput = n -> queue(n, 0.1, 0.0025);
    int truth = truth(throughput, RANGE);
    for (long seed = 0; seed < 20; seed++) {
      Knee knee =
          knee(
              Simulation.completers(seed, 0.005, throughput)
                  .search(strategy(RANGE, seed), AMPLE)
                  .trials(),
              RANGE);
      assertThat((double) knee.value() / truth).as("seed %d", seed).isBetween(0.85, 1.15);
    }
  }

  @Test
  void whereThroughputFallsAgainNothingBeyondIsRecommended() throws InterruptedException {
    // Gunther's law of scalability, which falls again beyond about 50.
    DoubleUnaryOperator throughput = n -> 100 * n / (1 + 0.02 * (n - 1) + 0.0004 * n * (n - 1));
    Knee knee =
        knee(
            Simulation.completers(1, 0.01, throughput).search(strategy(RANGE, 1), AMPLE).trials(),
            RANGE);
    assertThat(knee.value()).isBetween(25, 40);
    assertThat(throughput.applyAsDouble(knee.recommended()))
        .isGreaterThan(0.94 * throughput.applyAsDouble(50));
  }

  @Test
  void theEndsOfTheRangeAreNamed() throws InterruptedException {
    IntRange range = new IntRange(4, 20);
    Knee rising =
        knee(
            Simulation.completers(1, 0.01, n -> 10 * n).search(strategy(range, 1), AMPLE).trials(),
            range);
    assertThat(rising.edge()).isEqualTo(Knee.Edge.LARGEST);
    Knee flat =
        knee(
            Simulation.completers(1, 0.01, n -> 500).search(strategy(range, 1), AMPLE).trials(),
            range);
    assertThat(flat.edge()).isEqualTo(Knee.Edge.SMALLEST);
    assertThat(flat.value()).isEqualTo(4);
  }

  @Test
  void whatGoesWrongTwiceIsLeftOutAndTheRestIsSearched() throws InterruptedException {
    DoubleUnaryOperator throughput = Simulation.asymptotes(0.1, 400);
    Simulation breaking =
        new Simulation(
            1,
            (step, random) ->
                new Simulation.Result(
                    step.value() > 100 ? TrialVerdict.UNKNOWN : TrialVerdict.HOLDS,
                    throughput.applyAsDouble(step.value()),
                    0.1));
    Simulation.Found found = breaking.search(strategy(RANGE, 1), AMPLE);
    assertThat(found.end()).isEqualTo(StopReason.NARROW);
    assertThat(found.values().stream().filter(value -> value > 100)).hasSize(2);
    assertThat(knee(found.trials(), RANGE).value()).isBetween(39, 41);

    Simulation.Found nothing =
        new Simulation(1, (step, random) -> new Simulation.Result(TrialVerdict.UNKNOWN, 5, 0.1))
            .search(strategy(RANGE, 1), AMPLE);
    assertThat(nothing.end()).isEqualTo(StopReason.EXHAUSTED);
    assertThat(nothing.values()).startsWith(1.0, 1.0, 2.0, 2.0).endsWith(512.0).hasSize(20);
    assertThat(Knee.of(nothing.trials(), RANGE, true)).isEmpty();
  }

  @Test
  void oneBadMomentDoesNotEndTheAscentForGood() throws InterruptedException {
    DoubleUnaryOperator throughput = Simulation.asymptotes(0.1, 400);
    for (int bad : new int[] {2, 8, 16, 32, 64}) {
      Set<Integer> met = new HashSet<>();
      Simulation stalling =
          new Simulation(
              bad,
              (step, random) -> {
                boolean stalls = step.value() == bad && met.add(bad);
                double perSecond = throughput.applyAsDouble(step.value()) * (stalls ? 0.3 : 1);
                return new Simulation.Result(
                    TrialVerdict.HOLDS,
                    perSecond * Math.exp(0.01 * random.nextGaussian()),
                    step.value() / perSecond);
              });
      Knee knee = knee(stalling.search(strategy(RANGE, bad), AMPLE).trials(), RANGE);
      assertThat(knee.value()).as("a stall at %d", bad).isBetween(36, 46);
    }
  }

  @Test
  void whatWasInterruptedTwiceIsRunAgain() throws InterruptedException {
    DoubleUnaryOperator throughput = Simulation.asymptotes(0.1, 400);
    List<Trial> trials =
        new ArrayList<>(
            Simulation.completers(1, 0.01, throughput)
                .search(strategy(RANGE, 1), Duration.ofSeconds(40))
                .trials());
    Trial last = trials.get(trials.size() - 1);
    for (int i = 0; i < 2; i++) {
      trials.add(
          new Trial(
              trials.size() + 1,
              Step.Role.POINT,
              2 * last.value(),
              "points/" + i,
              1,
              0,
              Ending.How.INTERRUPTED,
              "failed",
              TrialVerdict.UNKNOWN,
              List.of("It was interrupted, and drained."),
              List.of(),
              Optional.empty(),
              last.measured()));
    }
    Simulation.Found found =
        Simulation.completers(2, 0.01, throughput).search(strategy(RANGE, 1), AMPLE, trials);
    assertThat(knee(found.trials(), RANGE).value()).isBetween(36, 46);
  }

  @Test
  void theBudgetIsKeptAndWhatIsKnownByThenIsTheAnswer() throws InterruptedException {
    DoubleUnaryOperator throughput = Simulation.asymptotes(0.1, 400);
    for (int seconds = 15; seconds < 600; seconds += 5) {
      Duration budget = Duration.ofSeconds(seconds);
      Simulation.Found found =
          Simulation.completers(1, 0.02, throughput).search(strategy(RANGE, 1), budget);
      assertThat(found.took()).isLessThanOrEqualTo(budget);
      if (found.end() == StopReason.NARROW) {
        return;
      }
      assertThat(found.end()).isEqualTo(StopReason.BUDGET);
      assertThat(Knee.of(found.trials(), RANGE, true)).isPresent();
    }
    throw new AssertionError("never narrow");
  }

  @Test
  void aSearchThatWasCutShortGoesOnAsItWouldHaveGone() throws InterruptedException {
    DoubleUnaryOperator throughput = Simulation.asymptotes(0.1, 400);
    List<Double> whole =
        Simulation.completers(1, 0, throughput).search(strategy(RANGE, 5), AMPLE).values();
    for (int seconds = 10; seconds < 60; seconds += 10) {
      Simulation.Found begun =
          Simulation.completers(1, 0, throughput)
              .search(strategy(RANGE, 5), Duration.ofSeconds(seconds));
      assertThat(begun.values().size()).isLessThan(whole.size());
      assertThat(
              Simulation.completers(1, 0, throughput)
                  .search(strategy(RANGE, 5), AMPLE, begun.trials())
                  .values())
          .isEqualTo(whole);
    }
  }

  @Test
  void repeatsComeInAnOrderThatTheSeedShuffles() throws InterruptedException {
    DoubleUnaryOperator throughput = Simulation.asymptotes(0.1, 400);
    List<List<Double>> orders =
        IntStream.range(0, 10)
            .mapToObj(
                seed -> {
                  try {
                    List<Double> values =
                        Simulation.completers(1, 0.001, throughput)
                            .search(strategy(RANGE, seed), AMPLE)
                            .values();
                    return values.subList(values.size() - 6, values.size());
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                })
            .distinct()
            .toList();
    assertThat(orders).hasSizeGreaterThan(4);
  }
}
