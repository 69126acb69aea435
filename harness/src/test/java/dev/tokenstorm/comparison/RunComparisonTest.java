package dev.tokenstorm.comparison;

import static dev.tokenstorm.comparison.ComputedRuns.RATE;
import static dev.tokenstorm.comparison.ComputedRuns.expecting;
import static dev.tokenstorm.comparison.ComputedRuns.plan;
import static dev.tokenstorm.comparison.ComputedRuns.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunComparisonTest {
  private static final List<RunFigures> OLD = runs(100, 103, 98, 101);

  @Test
  void sidesMayHaveDifferentNumbersOfRuns() {
    ComparisonResult result = judge(OLD, runs(80, 82, 79));
    assertThat(result.pairs().get(0).word().word()).hasValue(ComparisonWord.WORSE);
    assertThat(result.counted()).isEqualTo(3);
    assertThat(result.look()).isEmpty();
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.FAILED);
  }

  @Test
  void theSameRunsAreTheSame() {
    ComparisonResult result = judge(OLD, OLD);
    assertThat(result.pairs().get(0).word().word()).hasValue(ComparisonWord.SAME);
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.PASSED);
  }

  @Test
  void fewerThanThreeRunsOfASideGetARatioAndNoVerdict() {
    for (List<RunFigures> few : List.of(runs(50), runs(50, 51))) {
      PairResult pair = judge(OLD, few).pairs().get(0);
      assertThat(pair.ratio()).isPresent();
      assertThat(pair.typical()).isPresent();
      assertThat(pair.interval()).isEmpty();
      assertThat(pair.word()).isEqualTo(FigureWord.none(NoWord.FEW_RUNS));
    }
    assertThat(judge(OLD, runs(50)).outcome()).isEqualTo(ComparisonOutcome.PASSED);
    assertThat(judge(OLD, runs(50)).undecided()).isTrue();
  }

  @Test
  void expectationsAreJudgedOfThemToo() {
    ComparisonPlan plan = expecting(plan(0, RATE), "b.completions.rate >= 0.7 * a");
    assertThat(RunComparison.judge(plan, List.of(OLD, runs(80, 82, 79))).outcome())
        .isEqualTo(ComparisonOutcome.PASSED);
    assertThat(RunComparison.judge(plan, List.of(OLD, runs(80))).outcome())
        .isEqualTo(ComparisonOutcome.UNDECIDED);
  }

  @Test
  void aFailedRunFailsItsSide() {
    List<RunFigures> failed = List.of(new RunFigures(run(RATE, 100).values(), true));
    ComparisonResult result = judge(OLD, failed);
    assertThat(result.failed()).containsExactly("b");
    assertThat(result.outcome()).isEqualTo(ComparisonOutcome.FAILED);
  }

  private static ComparisonResult judge(List<RunFigures> against, List<RunFigures> runs) {
    return RunComparison.judge(plan(0, RATE), List.of(against, runs));
  }

  private static List<RunFigures> runs(double... rates) {
    return Arrays.stream(rates).mapToObj(rate -> run(RATE, rate)).toList();
  }
}
