package dev.tokenstorm.comparison;

import static dev.tokenstorm.comparison.ComputedRuns.CPU;
import static dev.tokenstorm.comparison.ComputedRuns.P99;
import static dev.tokenstorm.comparison.ComputedRuns.RATE;
import static dev.tokenstorm.comparison.ComputedRuns.TIME;
import static dev.tokenstorm.comparison.ComputedRuns.block;
import static dev.tokenstorm.comparison.ComputedRuns.blocks;
import static dev.tokenstorm.comparison.ComputedRuns.figure;
import static dev.tokenstorm.comparison.ComputedRuns.leftOut;
import static dev.tokenstorm.comparison.ComputedRuns.plan;
import static dev.tokenstorm.comparison.ComputedRuns.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlockComparisonTest {
  private static final double[] MORE = {1.2, 1.25, 1.22, 1.18, 1.21, 1.24};
  private static final double[] LESS = {0.8, 0.83, 0.81, 0.79, 0.82, 0.8};
  private static final double[] ALIKE = {1.0, 1.01, 0.99, 1.01, 0.99, 1.0};
  private static final double[] SCATTERED = {1.3, 0.8, 1.1, 1.2, 0.9, 1.1};

  /** Its own interval is 1.008 to 1.126, and chance alone makes it so in 3.1 %. */
  private static final double[] JUST_MORE = {1.02, 1.11, 1.0, 1.12, 1.03, 1.12};

  @ParameterizedTest
  @CsvSource({
    RATE + ", BETTER, WORSE",
    CPU + ", WORSE, BETTER",
    P99 + ", WORSE, BETTER",
    TIME + ", HIGHER, LOWER"
  })
  void whichWayIsBetterStandsInTheTableOfFigures(
      String figure, ComparisonWord more, ComparisonWord less) {
    assertThat(word(figure, MORE)).isEqualTo(more);
    assertThat(word(figure, LESS)).isEqualTo(less);
    assertThat(word(figure, ALIKE)).isEqualTo(ComparisonWord.SAME);
    assertThat(word(figure, SCATTERED)).isEqualTo(ComparisonWord.UNDECIDED);
  }

  @Test
  void theRatioAndItsIntervalAreThoseOfTheBlocks() {
    PairResult result = only(judge(RATE, MORE));
    double mean = 0;
    for (double ratio : MORE) {
      mean += Math.log(ratio) / MORE.length;
    }
    assertThat(result.ratio()).hasValueCloseTo(Math.exp(mean), within(1e-9));
    RatioInterval interval = result.interval().orElseThrow();
    assertThat(interval.low() * interval.high()).isEqualTo(Math.exp(2 * mean), within(1e-9));
    assertThat(result.typical().orElseThrow() / result.typicalAgainst().orElseThrow())
        .isEqualTo(Math.exp(mean), within(1e-9));
  }

  /** A difference that is sure and too small to matter is none. */
  @Test
  void sameComesBeforeBetter() {
    double[] surelyMore = {1.02, 1.021, 1.019, 1.02, 1.02, 1.021};
    assertThat(word(RATE, surelyMore)).isEqualTo(ComparisonWord.SAME);
    ComparisonPlan strict =
        new ComparisonPlan(
            List.of("a", "b"),
            List.of(new ComparedFigure(figure(RATE), true)),
            List.of(),
            0.01,
            6,
            1);
    assertThat(only(BlockComparison.judge(strict, blocks(RATE, surelyMore), false)).word().word())
        .hasValue(ComparisonWord.BETTER);
  }

  @Test
  void whatOneFigureShowsAloneManyFiguresMayNotShow() {
    assertThat(word(RATE, JUST_MORE)).isEqualTo(ComparisonWord.BETTER);
    ComparisonPlan both = plan(6, RATE, CPU);
    List<RunBlock> blocks = new ArrayList<>();
    for (int i = 0; i < JUST_MORE.length; i++) {
      blocks.add(
          block(
              i,
              new RunFigures(Map.of(RATE, 100.0, CPU, 1.0), false),
              new RunFigures(Map.of(RATE, 100 * JUST_MORE[i], CPU, SCATTERED[i]), false)));
    }
    ComparisonResult result = BlockComparison.judge(both, blocks, false);
    assertThat(result.pairs().get(0).word().word()).hasValue(ComparisonWord.UNDECIDED);
    assertThat(result.pairs().get(0).word().shownAlone()).isTrue();
    assertThat(result.pairs().get(1).word().shownAlone()).isFalse();
    assertThat(result.decided()).isFalse();
    assertThat(result.undecided()).isTrue();
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.PASSED);
  }

  @Test
  void everySideIsComparedWithTheFirst() {
    ComparisonPlan three = plan(List.of("old", "new", "newest"), 6, RATE);
    List<RunBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      blocks.add(block(i, run(RATE, 100), run(RATE, 100 * ALIKE[i]), run(RATE, 100 * LESS[i])));
    }
    ComparisonResult result = BlockComparison.judge(three, blocks, false);
    assertThat(result.pairs()).extracting(PairResult::side).containsExactly("new", "newest");
    assertThat(result.pairs()).extracting(PairResult::against).containsOnly("old");
    assertThat(result.pairs())
        .extracting(pair -> pair.word().word().orElseThrow())
        .containsExactly(ComparisonWord.SAME, ComparisonWord.WORSE);
    assertThat(result.decided()).isTrue();
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.FAILED);
  }

  @Test
  void aFigureThatIsNotJudgedHasItsIntervalAndNoWord() {
    ComparisonPlan shown =
        new ComparisonPlan(
            List.of("a", "b"),
            List.of(new ComparedFigure(figure(RATE), false)),
            List.of(),
            ComputedRuns.MARGIN,
            6,
            1);
    ComparisonResult result = BlockComparison.judge(shown, blocks(RATE, LESS), false);
    assertThat(only(result).interval()).isPresent();
    assertThat(only(result).word()).isEqualTo(FigureWord.none(NoWord.NOT_JUDGED));
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.PASSED);
    assertThat(result.undecided()).isFalse();
  }

  @Test
  void aFigureThatIsZeroOrMissingInARunHasNoRatio() {
    for (RunFigures without :
        List.of(
            run(RATE, 0),
            run(RATE, Double.NaN),
            run(RATE, Double.POSITIVE_INFINITY),
            new RunFigures(Map.of(), false))) {
      List<RunBlock> blocks = new ArrayList<>(blocks(RATE, MORE));
      blocks.set(3, block(3, blocks.get(3).runs().get(0), without));
      ComparisonResult result = BlockComparison.judge(plan(6, RATE), blocks, false);
      assertThat(only(result).ratio()).isEmpty();
      assertThat(only(result).interval()).isEmpty();
      assertThat(only(result).typical()).isPresent();
      assertThat(only(result).word()).isEqualTo(FigureWord.none(NoWord.NO_RATIO));
      assertThat(result.undecided()).isTrue();
      assertThat(result.decided()).as("more blocks would not help").isTrue();
      assertThat(result.outcome()).isEqualTo(ComparisonOutcome.PASSED);
    }
  }

  @Test
  void aSideWhoseRunFailedGetsNoWordAndFailsTheComparison() {
    List<RunBlock> blocks = new ArrayList<>(blocks(RATE, MORE));
    RunBlock third = blocks.get(2);
    blocks.set(
        2, block(2, third.runs().get(0), new RunFigures(third.runs().get(1).values(), true)));
    ComparisonResult result = BlockComparison.judge(plan(6, RATE), blocks, false);
    assertThat(result.failed()).containsExactly("b");
    assertThat(only(result).word()).isEqualTo(FigureWord.none(NoWord.SIDE_FAILED));
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.FAILED);
  }

  @Test
  void noWordIsGivenBeforeTheFirstLook() {
    ComparisonResult result =
        BlockComparison.judge(plan(6, RATE), blocks(RATE, MORE).subList(0, 5), false);
    assertThat(result.look()).isEmpty();
    assertThat(only(result).interval()).isPresent();
    assertThat(only(result).word()).isEqualTo(FigureWord.none(NoWord.NO_LOOK));
    assertThat(result.decided()).isFalse();
  }

  /** Blocks between looks change no word: whoever stops there has the words of the last look. */
  @Test
  void betweenLooksTheWordsAreThoseOfTheLastLook() {
    List<RunBlock> blocks = new ArrayList<>(blocks(RATE, MORE));
    blocks.addAll(blocks(RATE, LESS).subList(0, 5));
    ComparisonResult result = BlockComparison.judge(plan(12, RATE), blocks, false);
    assertThat(result.look()).hasValue(new Look(1, 6, 0.0294));
    assertThat(result.counted()).isEqualTo(11);
    assertThat(only(result))
        .isEqualTo(only(BlockComparison.judge(plan(12, RATE), blocks.subList(0, 6), false)));
    assertThat(result.decided()).as("it stops at a look only").isFalse();
  }

  /** What one look decides at 5 % is not decided at the level of two. */
  @Test
  void aLookHasItsOwnLevel() {
    double[] just = {1.02, 1.13, 1.0, 1.13, 1.01, 1.12};
    assertThat(word(RATE, just)).isEqualTo(ComparisonWord.BETTER);
    PairResult first = only(BlockComparison.judge(plan(12, RATE), blocks(RATE, just), false));
    assertThat(first.word().word()).hasValue(ComparisonWord.UNDECIDED);
    assertThat(first.word().shownAlone()).isTrue();
  }

  @Test
  void whenTheBudgetIsSpentTheLastLookIsTakenEarly() {
    List<RunBlock> blocks = new ArrayList<>(blocks(RATE, SCATTERED));
    blocks.addAll(blocks(RATE, SCATTERED).subList(0, 2));
    ComparisonResult result = BlockComparison.judge(plan(12, RATE), blocks, true);
    assertThat(result.look()).hasValue(new Look(2, 8, 0.0294));
  }

  @Test
  void aBlockThatIsLeftOutIsInNoFigure() {
    List<RunBlock> blocks = new ArrayList<>(blocks(RATE, MORE));
    blocks.add(2, leftOut(blocks(RATE, 0.01).get(0)));
    ComparisonResult result = BlockComparison.judge(plan(6, RATE), blocks, false);
    assertThat(result.counted()).isEqualTo(6);
    assertThat(result.leftOut()).isEqualTo(1);
    assertThat(result.pairs()).isEqualTo(judge(RATE, MORE).pairs());
  }

  @Test
  void noWordIsGivenOnceMoreThanAQuarterWasLeftOut() {
    List<RunBlock> blocks = new ArrayList<>(blocks(RATE, MORE));
    blocks.add(leftOut(blocks.get(0)));
    blocks.add(leftOut(blocks.get(1)));
    ComparisonPlan plan = plan(6, RATE);
    assertThat(only(BlockComparison.judge(plan, blocks, true)).word().word())
        .as("2 of 8 are a quarter")
        .hasValue(ComparisonWord.BETTER);
    blocks.add(leftOut(blocks.get(2)));
    ComparisonResult result = BlockComparison.judge(plan, blocks, true);
    assertThat(only(result).word()).isEqualTo(FigureWord.none(NoWord.MANY_LEFT_OUT));
    assertThat(result.undecided()).isTrue();
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.PASSED);
  }

  private static ComparisonResult judge(String figure, double... ratios) {
    return BlockComparison.judge(plan(6, figure), blocks(figure, ratios), false);
  }

  private static ComparisonWord word(String figure, double... ratios) {
    return only(judge(figure, ratios)).word().word().orElseThrow();
  }

  private static PairResult only(ComparisonResult result) {
    assertThat(result.pairs()).hasSize(1);
    return result.pairs().get(0);
  }
}
