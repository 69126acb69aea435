package dev.tokenstorm.comparison;

import static dev.tokenstorm.comparison.ComputedRuns.RATE;
import static dev.tokenstorm.comparison.ComputedRuns.blocks;
import static dev.tokenstorm.comparison.ComputedRuns.expecting;
import static dev.tokenstorm.comparison.ComputedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpectationJudgeTest {
  /** Its one-sided bounds are 1.195 and 1.238. */
  private static final double[] MORE = {1.2, 1.25, 1.22, 1.18, 1.21, 1.24};

  @ParameterizedTest
  @CsvSource({
    "b.completions.rate > 1.15 * a, SHOWN, PASSED",
    "b.completions.rate >= 1.3 * a, SHOWN_FALSE, FAILED",
    "b.completions.rate > 1.21 * a, UNDECIDED, UNDECIDED",
    "b.completions.rate <= 1.3 * a, SHOWN, PASSED",
    "b.completions.rate < 1.1 * a, SHOWN_FALSE, FAILED",
    "a.completions.rate < 0.9 * b, SHOWN, PASSED",
    "a.completions.rate > b, SHOWN_FALSE, FAILED"
  })
  void theWholeIntervalSatisfiesItOrNoneOfItOrItIsUndecided(
      String expectation, ExpectationOutcome outcome, ComparisonOutcome comparison) {
    ComparisonResult result =
        BlockComparison.judge(expecting(plan(6, RATE), expectation), blocks(RATE, MORE), false);
    assertThat(result.expectations().get(0).outcome()).isEqualTo(outcome);
    assertThat(result.outcome()).isEqualTo(comparison);
  }

  /** Who says what is expected decides by that alone, also where a side is worse. */
  @Test
  void expectationsDecideInsteadOfWords() {
    double[] less = {0.9, 0.91, 0.89, 0.9, 0.91, 0.9};
    ComparisonResult result =
        BlockComparison.judge(
            expecting(plan(6, RATE), "b.completions.rate > 0.8 * a"), blocks(RATE, less), false);
    assertThat(result.pairs().get(0).word().word()).hasValue(ComparisonWord.WORSE);
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.PASSED);
  }

  @Test
  void oneThatIsShownFalseOutweighsOneThatIsUndecided() {
    ComparisonPlan plan =
        expecting(plan(6, RATE), "b.completions.rate > 1.21 * a", "b.completions.rate > 2 * a");
    ComparisonResult result = BlockComparison.judge(plan, blocks(RATE, MORE), false);
    assertThat(result.expectations())
        .extracting(ExpectationResult::outcome)
        .containsExactly(ExpectationOutcome.UNDECIDED, ExpectationOutcome.SHOWN_FALSE);
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.FAILED);
    assertThat(result.undecided()).isTrue();
    assertThat(result.decided()).as("one more block may decide the other").isFalse();
  }

  /** What is just shown alone is not shown among many that are undecided. */
  @Test
  void expectationsShareTheirLevel() {
    String just = "b.completions.rate > 1.19 * a";
    assertThat(outcomes(just)).containsExactly(ExpectationOutcome.SHOWN);
    assertThat(
            outcomes(
                just,
                "b.completions.rate > 1.20 * a",
                "b.completions.rate > 1.21 * a",
                "b.completions.rate > 1.22 * a"))
        .containsOnly(ExpectationOutcome.UNDECIDED);
  }

  @Test
  void runsWithoutScatterAreHeldToTheBoundItself() {
    double[] equal = {1, 1, 1, 1, 1, 1};
    ComparisonPlan plan =
        expecting(plan(6, RATE), "b.completions.rate >= a", "b.completions.rate > a");
    assertThat(BlockComparison.judge(plan, blocks(RATE, equal), false).expectations())
        .extracting(ExpectationResult::outcome)
        .containsExactly(ExpectationOutcome.SHOWN, ExpectationOutcome.SHOWN_FALSE);
  }

  @Test
  void nothingIsShownBeforeTheFirstLook() {
    ComparisonPlan plan = expecting(plan(6, RATE), "b.completions.rate > a");
    ComparisonResult result = BlockComparison.judge(plan, blocks(RATE, MORE).subList(0, 5), false);
    assertThat(result.expectations().get(0).outcome()).isEqualTo(ExpectationOutcome.UNDECIDED);
    assertThat(result.expectations().get(0).interval()).isPresent();
  }

  private static List<ExpectationOutcome> outcomes(String... expectations) {
    return BlockComparison.judge(expecting(plan(6, RATE), expectations), blocks(RATE, MORE), false)
        .expectations()
        .stream()
        .map(ExpectationResult::outcome)
        .toList();
  }
}
