package dev.tokenstorm.comparison;

import static dev.tokenstorm.comparison.ComputedRuns.CPU;
import static dev.tokenstorm.comparison.ComputedRuns.P99;
import static dev.tokenstorm.comparison.ComputedRuns.RATE;
import static dev.tokenstorm.comparison.ComputedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.Proof;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a comparison finds what is there, with a scatter of 5 % from run to run. */
final class FoundDifferencesTest {
  private static final int FEW = 1_000;
  private static final int MANY = 10_000;
  private static final int BLOCKS = 12;

  @Test
  void tenPercentAreFoundWithTwelveBlocks() {
    assertThat(foundAmong(1, FEW)).isGreaterThan(0.93);
    assertThat(foundAmong(3, FEW)).isGreaterThan(0.85);
  }

  @Tag("proof")
  @Test
  void tenPercentAreFoundInNineteenOfTwentyComparisons() {
    double looking = foundAmong(1, MANY);
    double once = foundAtTheEnd(MANY);
    Proof.found(
        "compare, computed: 10 %% apart, 12 blocks, one figure: found in %.2f %% with looks, %.2f %%"
            + " without",
        100 * looking, 100 * once);
    assertThat(looking).isGreaterThanOrEqualTo(0.95);
    assertThat(once).isGreaterThanOrEqualTo(0.97);
  }

  @Tag("proof")
  @Test
  void tenPercentOfOneOrAllOfThreeFiguresAreFound() {
    double one = foundAmong(3, MANY);
    List<ComparisonResult> all = apart(1.1, 1.1, 1.1).stopped(MANY);
    double each = share(all, result -> word(result, 0));
    double any = share(all, ComparisonSimulation::different);
    double every = share(all, result -> word(result, 0) && word(result, 1) && word(result, 2));
    Proof.found(
        "compare, computed: 10 %% apart, 12 blocks, three figures: found in %.2f %% if one differs;"
            + " if all do, one of them in %.2f %%, each in %.2f %%, all three in %.2f %%",
        100 * one, 100 * any, 100 * each, 100 * every);
    assertThat(each).isGreaterThanOrEqualTo(0.93);
    assertThat(one).isGreaterThanOrEqualTo(0.90);
    assertThat(every).isGreaterThanOrEqualTo(0.91);
  }

  @ParameterizedTest
  @CsvSource({"12, 0.25", "30, 0.83"})
  void sidesThatAreNearlyAlikeAreTheSame(int blocks, double expected) {
    assertThat(same(blocks, FEW)).isBetween(expected - 0.07, expected + 0.07);
  }

  @Tag("proof")
  @ParameterizedTest
  @CsvSource({"12, 0.25", "30, 0.83"})
  void sidesOnePercentApartAreTheSameInSoMany(int blocks, double expected) {
    double share = same(blocks, MANY);
    Proof.found(
        "compare, computed: 1 %% apart, %d blocks: the same in %.2f %%", blocks, 100 * share);
    assertThat(share).isBetween(expected - 0.03, expected + 0.03);
  }

  /** What is said of more blocks is right if ratio and scatter stay as they are. */
  @ParameterizedTest
  @CsvSource({"0.04, 0.05", "0.07, 0.05", "0, 0.05", "0.15, 0.2"})
  void asManyMoreBlocksAsAreMissingLikelyDecide(double mean, double scatter) {
    int runs = 6;
    LogRatio so = new LogRatio(mean, scatter / Math.sqrt(runs), runs - 1.0, runs);
    double level = ComparisonThreshold.LEVEL.value();
    OptionalInt more = MissingBlocks.of(so, level, ComputedRuns.MARGIN);
    int blocks = runs + more.orElseThrow();
    assertThat(decided(mean, scatter, blocks, level)).isBetween(0.75, 0.95);
    assertThat(decided(mean, scatter, Math.max(3, blocks / 2), level)).isLessThan(0.75);
  }

  @Test
  void blocksThatAreTooManyAreNotCounted() {
    LogRatio atTheMargin = new LogRatio(0.0487, 1, 5, 6);
    assertThat(MissingBlocks.of(atTheMargin, 0.05, ComputedRuns.MARGIN)).isEmpty();
  }

  private static double decided(double mean, double scatter, int blocks, double level) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, FEW)
            .filter(
                test -> {
                  LogRatio drawn =
                      LogRatio.paired(
                          IntStream.range(0, blocks)
                              .mapToDouble(i -> mean + scatter * random.nextGaussian())
                              .toArray());
                  return drawn.chanceOfEqual() <= level
                      || drawn.interval().orElseThrow().within(ComputedRuns.MARGIN);
                })
            .count()
        / (double) FEW;
  }

  private static double share(
      List<ComparisonResult> results, Predicate<ComparisonResult> predicate) {
    return results.stream().filter(predicate).count() / (double) results.size();
  }

  private static double foundAmong(int figures, int cases) {
    return (figures == 1 ? apart(1.1) : apart(1.1, 1, 1)).share(cases, result -> word(result, 0));
  }

  /** A single test at the level of one look, after all blocks. */
  private static double foundAtTheEnd(int cases) {
    ComparisonSimulation apart = apart(1.1);
    return IntStream.range(0, cases)
            .mapToObj(seed -> new BlockRatios(apart.blocks(seed)).of(RATE, 1, 0).orElseThrow())
            .filter(ratio -> ratio.mean() > 0)
            .filter(ratio -> ratio.chanceOfEqual() <= ComparisonThreshold.LEVEL.value())
            .count()
        / (double) cases;
  }

  private static double same(int blocks, int cases) {
    return ComparisonSimulation.apart(plan(blocks, RATE), 1.01)
        .share(cases, ComparisonSimulation::same);
  }

  /** Whether a figure is found to be more: better, or worse where less is better. */
  private static boolean word(ComparisonResult result, int figure) {
    ComparisonWord more = figure == 0 ? ComparisonWord.BETTER : ComparisonWord.WORSE;
    return result.pairs().get(figure).word().word().filter(more::equals).isPresent();
  }

  private static ComparisonSimulation apart(double... ratios) {
    String[] figures = {RATE, CPU, P99};
    String[] used = Arrays.copyOf(figures, ratios.length);
    return ComparisonSimulation.apart(plan(BLOCKS, used), ratios);
  }
}
