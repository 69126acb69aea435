package dev.tokenstorm.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tokenstorm.statistics.StudentT;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class GateTest {
  private static final GateRule RULE = GateRule.DEFAULT;

  /** By hand: t(4) at 2 % is 2.9985, and the logarithms' deviation is that of five numbers. */
  @Test
  void theLimitIsThatOfTheFormula() {
    MadeUpRuns runs = new MadeUpRuns(1, 0);
    double[] before = {100, 104, 96, 108, 93};
    DoubleStream.of(before).forEach(runs::then);
    FigureAnswer answer = runs.then(111).judged();
    double[] logs = DoubleStream.of(before).map(Math::log).toArray();
    double mean = DoubleStream.of(logs).average().orElseThrow();
    double deviation =
        Math.sqrt(DoubleStream.of(logs).map(log -> (log - mean) * (log - mean)).sum() / 4);
    double limit = Math.exp(mean + 2.9985 * deviation * Math.sqrt(1 + 1 / 5.0));
    FigureComparison comparison = answer.decisive().orElseThrow();
    assertThat(answer.finding()).isEqualTo(GateFinding.NO_WORSE);
    assertThat(comparison.limit()).isEqualTo(limit, within(0.01));
    assertThat(comparison.before()).isEqualTo(Math.exp(mean), within(1e-9));
    assertThat(comparison.now()).isEqualTo(111, within(1e-9));
    assertThat(comparison.runs()).isEqualTo(5);
    assertThat(StudentT.quantile(4, 0.98)).isEqualTo(2.9985, within(1e-4));
  }

  @Test
  void aRunBeyondTheLimitIsWorseAndOneWithinIsNot() {
    MadeUpRuns runs = new MadeUpRuns(2, 0.05).with(20, 100).then(100);
    double limit = runs.judged().decisive().orElseThrow().limit();
    assertThat(with(limit * 1.001).judged().finding()).isEqualTo(GateFinding.WORSE);
    assertThat(with(limit * 0.999).judged().finding()).isEqualTo(GateFinding.NO_WORSE);
    assertThat(with(20).judged().finding()).isEqualTo(GateFinding.NO_WORSE);
  }

  private static MadeUpRuns with(double value) {
    return new MadeUpRuns(2, 0.05).with(20, 100).then(value);
  }

  @Test
  void ofARateLessIsWorse() {
    assertThat(with(70).judged("completions.rate", RULE).finding()).isEqualTo(GateFinding.WORSE);
    assertThat(with(140).judged("completions.rate", RULE).finding())
        .isEqualTo(GateFinding.NO_WORSE);
    FigureComparison comparison =
        with(70).judged("completions.rate", RULE).decisive().orElseThrow();
    assertThat(comparison.limit()).isLessThan(comparison.before());
    assertThat(comparison.change()).isEqualTo(70 / comparison.before() - 1, within(1e-9));
  }

  @Test
  void nothingWithinTheMarginIsWorse() {
    MadeUpRuns runs = new MadeUpRuns(3, 0).with(20, 100).then(104.9);
    assertThat(runs.judged().finding()).isEqualTo(GateFinding.NO_WORSE);
    assertThat(runs.judged("workflow.p99", new GateRule(0.04, 20)).finding())
        .isEqualTo(GateFinding.WORSE);
    assertThat(runs.judged().decisive().orElseThrow().limit()).isEqualTo(105, within(1e-9));
  }

  /** Equal figures leave no room for chance, and are no division by zero. */
  @Test
  void figuresThatAreAllEqualAreNoWorse() {
    assertThat(new MadeUpRuns(4, 0).with(8, 100).judged().finding())
        .isEqualTo(GateFinding.NO_WORSE);
    assertThat(new MadeUpRuns(4, 0).with(8, 100).then(106).judged().finding())
        .isEqualTo(GateFinding.WORSE);
  }

  @Test
  void withFewerThanFiveBeforeItSaysHowManyAreMissing() {
    FigureAnswer four = new MadeUpRuns(5, 0.02).with(4, 100).then(300).judged();
    assertThat(four.finding()).isEqualTo(GateFinding.TOO_FEW_BEFORE);
    assertThat(four.missing()).isEqualTo(1);
    FigureAnswer none = new MadeUpRuns(5, 0.02).then(300).judged();
    assertThat(none.missing()).isEqualTo(5);
    FigureAnswer five = new MadeUpRuns(5, 0.02).with(5, 100).then(300).judged();
    assertThat(five.finding()).isEqualTo(GateFinding.WORSE);
    assertThat(five.missing()).isZero();
  }

  @Test
  void aRunWithoutTheFigureIsNoneOfTheSeries() {
    MadeUpRuns runs = new MadeUpRuns(6, 0.02).with(3, 100).without().then(0).with(1, 100);
    assertThat(runs.then(100).judged().before()).isEqualTo(4);
    assertThat(runs.without().judged().finding()).isEqualTo(GateFinding.NOT_MEASURED);
    assertThat(runs.then(0).judged().finding()).isEqualTo(GateFinding.NOT_MEASURED);
  }

  /** Neither of the two is far enough by itself. */
  @Test
  void threeRunsTogetherShowWhatOneDoesNot() {
    MadeUpRuns runs = new MadeUpRuns(7, 0.05).with(20, 100);
    double level = runs.then(100).judged().decisive().orElseThrow().limit() * 0.985;
    MadeUpRuns again = new MadeUpRuns(7, 0.05).with(20, 100);
    assertThat(again.then(level).judged().finding()).isEqualTo(GateFinding.NO_WORSE);
    FigureAnswer answer = again.then(level).then(level).judged();
    assertThat(answer.finding()).isEqualTo(GateFinding.WORSE);
    assertThat(answer.decisive().orElseThrow().newest()).isGreaterThan(1);
    assertThat(answer.inARow()).isEqualTo(3);
  }

  @Test
  void aRunUnderSuspicionIsNotInTheBase() {
    MadeUpRuns runs = new MadeUpRuns(18, 0.03).with(10, 100).then(150);
    assertThat(runs.judged().inARow()).isEqualTo(1);
    FigureAnswer second = runs.then(150).judged();
    assertThat(second.finding()).isEqualTo(GateFinding.WORSE);
    assertThat(second.inARow()).isEqualTo(2);
    assertThat(second.before()).isEqualTo(10);
    FigureAnswer third = runs.then(150).judged();
    assertThat(third.inARow()).isEqualTo(3);
    assertThat(third.tests()).allSatisfy(test -> assertThat(test.runs()).isEqualTo(10));
  }

  /** One slow night is no regression of the commit after it. */
  @Test
  void aGoodRunAfterABadOneIsNoWorse() {
    MadeUpRuns runs = new MadeUpRuns(9, 0.03).with(20, 100).then(180).then(101);
    FigureAnswer answer = runs.judged();
    assertThat(answer.finding()).isEqualTo(GateFinding.NO_WORSE);
    assertThat(answer.inARow()).isZero();
    assertThat(answer.decisive().orElseThrow().runs()).isEqualTo(20);
  }

  /** Left out it would narrow the scatter, and as it is it would widen it. */
  @Test
  void anOutlierThatNoLaterRunConfirmsCountsAsItsLimit() {
    double limit =
        new MadeUpRuns(9, 0.03).with(10, 100).then(180).judged().decisive().orElseThrow().limit();
    FigureComparison outlier =
        new MadeUpRuns(9, 0.03).with(10, 100).then(180).then(101).then(102).judged().tests().get(0);
    FigureComparison atLimit =
        new MadeUpRuns(9, 0.03)
            .with(10, 100)
            .then(limit)
            .then(101)
            .then(102)
            .judged()
            .tests()
            .get(0);
    assertThat(outlier.runs()).isEqualTo(12);
    assertThat(outlier.before()).isEqualTo(atLimit.before(), within(1e-9));
    assertThat(outlier.limit()).isEqualTo(atLimit.limit(), within(1e-9));
  }

  @Test
  void aChangePointTakesTheNewLevelIn() {
    MadeUpRuns runs = new MadeUpRuns(10, 0.03).with(20, 100).with(5, 130);
    assertThat(runs.judged().finding()).isEqualTo(GateFinding.WORSE);
    FigureAnswer sixth = runs.then(130).judged();
    assertThat(sixth.finding()).isEqualTo(GateFinding.NO_WORSE);
    assertThat(sixth.changedAt()).contains(20);
    assertThat(sixth.before()).isEqualTo(5);
    assertThat(runs.then(180).judged().finding()).isEqualTo(GateFinding.WORSE);
  }

  @Test
  void anImprovementIsTheNewLevelToo() {
    MadeUpRuns runs = new MadeUpRuns(11, 0.02).with(20, 100).with(6, 70);
    assertThat(runs.judged().finding()).isEqualTo(GateFinding.NO_WORSE);
    FigureAnswer back = runs.then(90).judged();
    assertThat(back.finding()).isEqualTo(GateFinding.WORSE);
    assertThat(back.changedAt()).contains(20);
  }

  @Test
  void anAcceptedRunIsALevelOfItsOwn() {
    MadeUpRuns runs = new MadeUpRuns(12, 0.03).with(20, 100).then(130);
    assertThat(runs.judged("workflow.p99", RULE, 20).finding()).isEqualTo(GateFinding.ACCEPTED);
    runs.then(132);
    assertThat(runs.judged().finding()).isEqualTo(GateFinding.WORSE);
    assertThat(runs.judged("workflow.p99", RULE, 20).finding()).isEqualTo(GateFinding.NO_WORSE);
    runs.then(170);
    assertThat(runs.judged("workflow.p99", RULE, 20).finding()).isEqualTo(GateFinding.WORSE);
  }

  /** To accept a run that nobody suspected changes nothing. */
  @Test
  void anAcceptedRunOfTheLevelStaysInTheBase() {
    MadeUpRuns runs = new MadeUpRuns(13, 0.03).with(20, 100).then(100);
    assertThat(runs.judged("workflow.p99", RULE, 3, 9)).isEqualTo(runs.judged());
  }

  @Test
  void theWindowBoundsTheBase() {
    MadeUpRuns runs = new MadeUpRuns(14, 0.03).with(30, 100).then(100);
    assertThat(runs.judged().decisive().orElseThrow().runs()).isEqualTo(20);
    assertThat(runs.judged("workflow.p99", new GateRule(0.05, 8)).before()).isEqualTo(8);
  }

  /** A step that the first figure alone would show is not enough among many. */
  @Test
  void severalFiguresAreHeldByHolm() {
    MadeUpRuns step = new MadeUpRuns(15, 0.05).with(20, 100).then(100);
    double limit = step.judged().decisive().orElseThrow().limit();
    GatedFigure just =
        new MadeUpRuns(15, 0.05).with(20, 100).then(limit * 1.005).figure("workflow.p99");
    GatedFigure still = new MadeUpRuns(16, 0.05).with(20, 100).then(100).figure("completion.p99");
    GatedFigure clear = new MadeUpRuns(17, 0.05).with(20, 100).then(50).figure("completions.rate");
    List<Boolean> marks = Collections.nCopies(21, false);
    assertThat(Gate.judge(List.of(just), marks, RULE).worse()).hasSize(1);
    assertThat(Gate.judge(List.of(just, still), marks, RULE).worse()).isEmpty();
    assertThat(Gate.judge(List.of(still, clear), marks, RULE).worse())
        .extracting(answer -> answer.figure().name())
        .containsExactly("completions.rate");
    // Once the clear one is shown, the other has the whole level.
    assertThat(Gate.judge(List.of(just, clear), marks, RULE).worse()).hasSize(2);
  }

  @Test
  void aFigureThatIsNoBetterEitherWayCannotGate() {
    assertThatThrownBy(() -> new MadeUpRuns(1, 0).figure("workflows.started"))
        .hasMessageContaining("workflows.started");
  }
}
