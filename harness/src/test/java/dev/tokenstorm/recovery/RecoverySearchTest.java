package dev.tokenstorm.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.PackedHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a computed run has recovered from its faults. */
class RecoverySearchTest {
  private static final double USUAL_SECONDS = 0.05;

  /** An outage in which nothing closes, and after which all that waited closes. */
  private static DoubleUnaryOperator outage(double from, double to, double backlogSeconds) {
    return start -> {
      double close = start + USUAL_SECONDS;
      boolean waits = close >= from && close < to;
      return waits ? to + (close - from) / (to - from) * backlogSeconds : close;
    };
  }

  private static double seconds(FaultCost cost) {
    assertThat(cost.recovery().reason()).isEmpty();
    return Nanos.toSeconds(cost.recovery().nanos().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.013, 0.05, 0.087})
  void anOutageThatOutlastsTheFaultByThreeSecondsIsToldWithinThreeTenths(double shift) {
    for (double backlog : new double[] {0, 0.1, 0.2}) {
      FaultCost cost =
          new ComputedRun(60, shift).arrivals(100, 0, 60, outage(20, 28, backlog)).cost(20, 25);
      assertThat(seconds(cost)).as("backlog of %s s", backlog).isBetween(2.7, 3.3);
    }
  }

  @Test
  void aRunThatAFaultDoesNotTouchRecoversAtOnce() {
    FaultCost cost =
        new ComputedRun(60).arrivals(100, 0, 60, start -> start + USUAL_SECONDS).cost(20, 25);
    assertThat(seconds(cost)).isZero();
  }

  @Test
  void aRunThatIsSlowForLongerThanItIsBehindRecoversWhenItIsFastAgain() {
    FaultCost cost =
        new ComputedRun(90)
            .arrivals(
                100, 0, 90, start -> start + (start >= 20 && start < 45 ? 0.2 : USUAL_SECONDS))
            .cost(20, 25);
    // The last slow one starts at 45 s, and five slow ones of 500 may be in a window.
    assertThat(seconds(cost)).isBetween(20.0, 20.3);
  }

  @Test
  void halfAsSlowAgainIsStillAsGood() {
    DoubleUnaryOperator slower = start -> start + (start < 20 ? USUAL_SECONDS : 0.07);
    assertThat(seconds(new ComputedRun(60).arrivals(100, 0, 60, slower).cost(20, 25))).isZero();
    DoubleUnaryOperator tooSlow = start -> start + (start < 20 ? USUAL_SECONDS : 0.08);
    assertThat(new ComputedRun(60).arrivals(100, 0, 60, tooSlow).cost(20, 25).recovery())
        .isEqualTo(
            TimeToRecover.unknown(
                "The run had not recovered 35.0 s after the fault, when its load ended."));
  }

  @Test
  void aClosedLoopIsComparedWithItsOwnRateBefore() {
    ComputedRun slower =
        new ComputedRun(60)
            .closedLoop()
            .arrivals(100, 0, 20, start -> start + USUAL_SECONDS)
            .arrivals(80, 20, 40, start -> start + USUAL_SECONDS)
            .arrivals(95, 40, 60, start -> start + USUAL_SECONDS);
    // From 37 s on a window of 5 s has 80 for 3 s and 95 for 2 s, which is less than 90.
    assertThat(seconds(slower.cost(20, 25))).isBetween(13.0, 14.0);
  }

  @Test
  void anOpenLoopIsComparedWithItsScheduleAlsoWhereThatChanges() {
    ComputedRun less =
        new ComputedRun(60)
            .arrivals(100, 0, 22, start -> start + USUAL_SECONDS)
            .arrivals(40, 22, 60, start -> start + USUAL_SECONDS);
    assertThat(seconds(less.cost(20, 25))).isZero();
  }

  @Test
  void theScheduleCountsAlsoWhereNothingComesOfIt() {
    ComputedRun half =
        new ComputedRun(60)
            .arrivals(
                100, 0, 60, start -> start + (start % 0.02 < 0.005 && start > 20 ? 100 : 0.05));
    assertThat(half.cost(20, 25).recovery().nanos()).isEmpty();
  }

  @Test
  void percentilesOfAWindowAreMergedAndNotAveraged() {
    // One step of fifty has ten slow ones of 500. The mean of all steps' p99 would be 67 ms.
    DoubleUnaryOperator rarely =
        start -> start + (start > 20 && start % 5 < 0.1 ? 0.9 : USUAL_SECONDS);
    ComputedRun run = new ComputedRun(60).arrivals(100, 0, 60, rarely);
    assertThat(run.cost(20, 25).recovery().nanos()).isEmpty();
  }

  @Test
  void belowTwoHundredClosesP90IsCompared() {
    // One of twenty is slow from the fault on.
    DoubleUnaryOperator sometimes =
        start -> start + (start > 20 && Math.round(start * 100) % 20 == 0 ? 0.9 : USUAL_SECONDS);
    assertThat(new ComputedRun(60).arrivals(100, 0, 60, sometimes).cost(20, 25).recovery().nanos())
        .isEmpty();
    DoubleUnaryOperator few =
        start -> start + (start > 20 && Math.round(start * 10) % 20 == 0 ? 0.9 : USUAL_SECONDS);
    assertThat(seconds(new ComputedRun(60).arrivals(10, 0, 60, few).cost(20, 25))).isLessThan(1.5);
  }

  @Test
  void aFaultNeedsTenSecondsBeforeIt() {
    ComputedRun run =
        new ComputedRun(60).measured(10, 60).arrivals(100, 0, 60, start -> start + USUAL_SECONDS);
    assertThat(seconds(run.cost(20, 25))).isZero();
    FaultCost early = run.cost(15, 18);
    assertThat(early.recovery().reason())
        .isEqualTo(
            "Only 5.00 s of the measured phase lie before the fault, and 10.0 s are needed.");
    assertThat(early.missing()).isEmpty();
  }

  @Test
  void aFewCompletionsTellNothing() {
    // Three executions per second are 60 completions in 5 s; nine in ten seconds are 18 in 5 s.
    assertThat(
            seconds(
                new ComputedRun(60)
                    .arrivals(3, 0, 60, start -> start + USUAL_SECONDS)
                    .cost(20, 25)))
        .isLessThan(0.5);
    assertThat(
            new ComputedRun(60)
                .arrivals(0.9, 0, 60, start -> start + USUAL_SECONDS)
                .cost(20, 25)
                .recovery()
                .reason())
        .isEqualTo(
            "Only 36 completions came in the 10.0 s before the fault; 5.00 s of them are too short"
                + " to judge a rate by.");
  }

  @Test
  void aFaultInTheDrainOrNearTheEndHasNoFigure() {
    ComputedRun run =
        new ComputedRun(60).measured(0, 40).arrivals(100, 0, 40, start -> start + USUAL_SECONDS);
    assertThat(run.cost(45, 50).recovery().reason())
        .isEqualTo("The fault began when nothing was started any more.");
    assertThat(run.cost(30, 38).recovery().reason())
        .isEqualTo("The run had not recovered 2.00 s after the fault, when its load ended.");
    assertThat(run.cost(30, 45).recovery().reason())
        .isEqualTo("The load ended before the fault did.");
  }

  @Test
  void aFaultThatBeginsBeforeTheRunHasRecoveredSpoilsBothFigures() {
    ComputedRun run = new ComputedRun(90).arrivals(100, 0, 90, outage(20, 33, 0.1));
    List<FaultCost> costs =
        FaultCosts.of(
            run.series(),
            List.of(
                ComputedRun.span(1, 20, 25),
                ComputedRun.span(2, 34, 35),
                ComputedRun.span(3, 70, 72)));
    assertThat(costs.get(0).recovery())
        .isEqualTo(TimeToRecover.unknown("Fault 2 began before the run had recovered."));
    assertThat(costs.get(1).recovery())
        .isEqualTo(
            TimeToRecover.unknown(
                "In the 10.0 s before the fault, fault 1 went on or the run had not recovered from"
                    + " it."));
    assertThat(seconds(costs.get(2))).isZero();
  }

  @Test
  void ofFaultsThatOverlapTheFirstCannotBeToldAndTheSecondHasNoTimeBefore() {
    ComputedRun run = new ComputedRun(90).arrivals(100, 0, 90, start -> start + USUAL_SECONDS);
    List<FaultCost> costs =
        FaultCosts.of(
            run.series(), List.of(ComputedRun.span(1, 20, 30), ComputedRun.span(2, 25, 40)));
    assertThat(costs).allSatisfy(cost -> assertThat(cost.recovery().nanos()).isEmpty());
  }

  @Test
  void aFaultWithinALongerOneTakesNoFigureFromIt() {
    ComputedRun run = new ComputedRun(90).arrivals(100, 0, 90, outage(20, 43, 0.1));
    List<FaultCost> costs =
        FaultCosts.of(
            run.series(), List.of(ComputedRun.span(1, 20, 40), ComputedRun.span(2, 25, 26)));
    assertThat(seconds(costs.get(0))).isBetween(2.7, 3.3);
    assertThat(costs.get(1).recovery().nanos()).isEmpty();
  }

  @Test
  void aFaultThatIsOverAtOnceHasARecoveryToo() {
    ComputedRun run = new ComputedRun(60).arrivals(100, 0, 60, outage(20, 21, 0));
    assertThat(seconds(run.cost(20, 20))).isBetween(0.7, 1.3);
  }

  /** Steps of a run in which nothing closes for a time; as cheap as a long run needs them. */
  private static StepSeries standstill(int seconds, double from, double to) {
    Histogram usual = LatencyRecorders.newHistogram();
    usual.recordValueWithCount(ComputedRun.nanos(USUAL_SECONDS), 10);
    PackedHistogram closing = PackedHistogram.of(usual);
    List<TimeStep> steps = new ArrayList<>();
    for (int tenth = 0; tenth < 10 * seconds; tenth++) {
      boolean still = tenth >= 10 * from && tenth < 10 * to;
      steps.add(
          new TimeStep(
              ComputedRun.nanos(tenth / 10.0),
              ComputedRun.nanos((tenth + 1) / 10.0),
              10,
              still ? 0 : 10,
              still ? 0 : 10,
              AttemptCounts.NONE,
              0,
              Map.of(),
              still ? PackedHistogram.EMPTY : closing));
    }
    return new StepSeries(steps, true, 0, ComputedRun.nanos(seconds), List.of());
  }

  @Test
  void aRecoveryIsLookedForUntilTenMinutesAfterTheFault() {
    List<FaultSpan> fault = List.of(ComputedRun.span(1, 20, 25));
    assertThat(seconds(FaultCosts.of(standstill(700, 20, 615), fault).get(0)))
        .isBetween(589.0, 590.0);
    assertThat(FaultCosts.of(standstill(700, 20, 623), fault).get(0).recovery())
        .isEqualTo(
            TimeToRecover.unknown(
                "The run had not recovered 10m 00s after the fault, when the search ended."));
  }

  @Test
  void aFaultWithoutTimeBeforeItMaySpoilWhatFollows() {
    List<FaultCost> costs =
        FaultCosts.of(
            standstill(700, 5, 25),
            List.of(
                ComputedRun.span(1, 5, 10),
                ComputedRun.span(2, 40, 45),
                ComputedRun.span(3, 660, 661)));
    assertThat(costs.get(0).recovery().reason()).startsWith("Only 5.00 s of the measured phase");
    assertThat(costs.get(1).recovery())
        .isEqualTo(
            TimeToRecover.unknown(
                "In the 10.0 s before the fault, it is not known whether the run had recovered from"
                    + " fault 1."));
    assertThat(costs.get(1).missing()).isEmpty();
    // Ten minutes after the second the run is taken for what it usually is.
    assertThat(seconds(costs.get(2))).isZero();
  }

  @Test
  void aFaultWithoutAFigureIsOverWhenTheRunIsAsBeforeTheFirst() {
    StepSeries series = standstill(120, 20, 50);
    List<FaultSpan> faults =
        List.of(
            ComputedRun.span(1, 20, 25), ComputedRun.span(2, 30, 35), ComputedRun.span(3, 59, 60));
    List<FaultCost> spoilt = FaultCosts.of(series, faults);
    assertThat(spoilt.get(2).recovery())
        .isEqualTo(
            TimeToRecover.unknown(
                "In the 10.0 s before the fault, fault 2 went on or the run had not recovered from"
                    + " it."));
    List<FaultCost> later =
        FaultCosts.of(series, List.of(faults.get(0), faults.get(1), ComputedRun.span(3, 61, 62)));
    assertThat(later.get(1).recovery().nanos()).isEmpty();
    assertThat(seconds(later.get(2))).isZero();
  }
}
