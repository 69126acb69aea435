package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.fault.FaultKind;
import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.fault.TimedFault;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.LedgerListener;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.load.DueStarts;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.measurement.PackedRecorder;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.recovery.AttemptCounts;
import dev.tokenstorm.recovery.StepSeries;
import dev.tokenstorm.recovery.TimeStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepRecorderTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  private static final RpcStatus OK = new RpcStatus("StartWorkflowExecution", "OK", "", "");
  private static final RpcStatus WRONG =
      new RpcStatus("StartWorkflowExecution", "UNAVAILABLE", "", "");

  @TempDir Path folder = Path.of("");

  private final ManualClock clock = new ManualClock();
  private final RpcStatuses statuses = new RpcStatuses();
  private final PackedRecorder closing = new PackedRecorder();
  private final DoubtLog doubts = new DoubtLog(clock);
  private LedgerFixture books = new LedgerFixture(Path.of(""));

  @BeforeEach
  void open() {
    books = new LedgerFixture(folder, "rate", "100/s", "duration", "10s");
  }

  private StepRecorder recorder(Optional<DueStarts> schedule) {
    return recorder(
        schedule, new TimedFault(Duration.ZERO, new FaultKind.Cut(Duration.ofSeconds(1))));
  }

  private StepRecorder recorder(Optional<DueStarts> schedule, TimedFault... faults) {
    return new StepRecorder(
        clock,
        books.ledger::counts,
        statuses,
        schedule,
        closing,
        doubts,
        new StepStore(FaultPlan.of(List.of(faults))));
  }

  private void pass(StepRecorder recorder, long milliseconds) {
    for (long i = 0; i < milliseconds; i++) {
      clock.advance(MILLISECOND);
      recorder.tick();
    }
  }

  @Test
  void stepsEndAtTenthsOfASecondAndFollowOneAnother() {
    StepRecorder recorder = recorder(Optional.empty());
    recorder.begin(clock.nanoTime(), Phase.MEASURE);
    pass(recorder, 250);
    clock.advance(470 * MILLISECOND);
    pass(recorder, 90);
    recorder.finish();
    pass(recorder, 200);

    StepSeries series = recorder.series();
    assertThat(series.steps())
        .extracting(TimeStep::endNanos)
        .containsExactly(
            100 * MILLISECOND,
            200 * MILLISECOND,
            721 * MILLISECOND,
            800 * MILLISECOND,
            810 * MILLISECOND);
    assertThat(series.steps())
        .extracting(TimeStep::beginNanos)
        .containsExactly(
            0L, 100 * MILLISECOND, 200 * MILLISECOND, 721 * MILLISECOND, 800 * MILLISECOND);
  }

  @Test
  void aStepHasWhatWasCountedInIt() {
    statuses.count(WRONG);
    StepRecorder recorder = recorder(DueStarts.of(books.plan.load(), books.workload.draws()));
    recorder.begin(clock.nanoTime(), Phase.MEASURE);
    var unused = books.open(0);
    books.complete(0, 0, 1);
    statuses.count(OK);
    pass(recorder, 100);
    var unusedToken = books.issue(0, 1, 1);
    books.complete(0, 1, 3);
    statuses.count(WRONG);
    statuses.count(WRONG);
    statuses.count(OK);
    pass(recorder, 100);

    List<TimeStep> steps = recorder.series().steps();
    assertThat(steps).extracting(TimeStep::due).containsExactly(10L, 10L);
    assertThat(steps).extracting(TimeStep::completions).containsExactly(1L, 1L);
    assertThat(steps).extracting(TimeStep::calls).containsExactly(1L, 3L);
    assertThat(steps).extracting(TimeStep::errors).containsExactly(Map.of(), Map.of(WRONG, 2L));
    assertThat(steps)
        .extracting(TimeStep::attempts)
        .containsExactly(AttemptCounts.NONE, new AttemptCounts(1, 0, 1));
  }

  @Test
  void aCloseCountsFromItsIntendedStartAndIsPassedOn() {
    StepRecorder recorder = recorder(Optional.empty());
    recorder.begin(clock.nanoTime(), Phase.MEASURE);
    long now = clock.nanoTime();
    ExecutionEntry entry = books.ledger.starting(0, true, now - 5 * MILLISECOND, now);
    books.ledger.started(entry);
    pass(recorder, 20);
    books.ledger.closed(entry, books.greeted(0));
    LedgerListener closes = new SteppedCloses(clock, closing, books);
    closes.left(entry);
    closes.closed(entry, false);
    pass(recorder, 80);

    TimeStep step = recorder.series().steps().get(0);
    assertThat(step.closed()).isEqualTo(1);
    Histogram latencies = LatencyRecorders.newHistogram();
    step.closing().addTo(latencies);
    assertThat(latencies.getTotalCount()).isEqualTo(1);
    assertThat(latencies.valuesAreEquivalent(latencies.getMaxValue(), 25 * MILLISECOND)).isTrue();
    // Once by the ledger, and once by the listener before it.
    assertThat(books.left).containsExactly(0L, 0L);
    assertThat(books.closed).containsEntry(0L, false);
  }

  @Test
  void whatNeverWasHasNoLatency() {
    ExecutionEntry refused = books.ledger.starting(0, true, 0, 0);
    books.ledger.rejected(refused, "It was refused.");
    new SteppedCloses(clock, closing, books).left(refused);
    assertThat(closing.swap().count()).isZero();
  }

  @Test
  void theMeasuredPhaseEndsWhenNothingIsStartedAnyMore() {
    StepRecorder recorder = recorder(Optional.empty());
    recorder.begin(clock.nanoTime(), Phase.WARMUP);
    pass(recorder, 300);
    recorder.enter(Phase.MEASURE);
    pass(recorder, 400);
    recorder.enter(Phase.RELEASE);
    pass(recorder, 100);
    recorder.enter(Phase.DRAIN);
    pass(recorder, 100);
    StepSeries series = recorder.series();
    assertThat(series.measuredFromNanos()).isEqualTo(300 * MILLISECOND);
    assertThat(series.measuredToNanos()).isEqualTo(700 * MILLISECOND);
  }

  @Test
  void aRunThatWasCutShortIsMeasuredToItsLastStep() {
    StepRecorder recorder = recorder(Optional.empty());
    recorder.begin(clock.nanoTime(), Phase.MEASURE);
    pass(recorder, 400);
    assertThat(recorder.series().measuredToNanos()).isEqualTo(400 * MILLISECOND);
  }

  @Test
  void aDoubtIsCountedOnceItIsSettled() {
    books = new LedgerFixture(folder, doubts);
    long runStart = clock.nanoTime() + 1_000 * MILLISECOND;
    var unused = books.open(0);
    clock.advance(2_050 * MILLISECOND);
    var first = books.issue(0, 0, 1);
    first.answeringSince(clock.nanoTime());
    assertThat(books.ledger.begin(first, clock.nanoTime())).isTrue();
    clock.advance(10_000 * MILLISECOND);
    books.ledger.doubted(first);
    assertThat(doubts.counts(runStart)).isEmpty();
    books.complete(0, 0, 2);

    assertThat(doubts.counts(runStart))
        .singleElement()
        .satisfies(
            doubt -> {
              assertThat(doubt.state()).isEqualTo(TokenState.SUPERSEDED);
              assertThat(doubt.count()).isEqualTo(1);
              assertThat(doubt.fromNanos()).isBetween(950 * MILLISECOND, 1_050 * MILLISECOND);
              assertThat(doubt.toNanos()).isBetween(11_050 * MILLISECOND, 11_150 * MILLISECOND);
            });
  }

  @Test
  void aTokenThatNobodyDoubtedIsNotCounted() {
    books = new LedgerFixture(folder, doubts);
    var unused = books.open(0);
    books.complete(0, 0, 1);
    assertThat(doubts.counts(clock.nanoTime())).isEmpty();
  }

  @Test
  void noStepsAreCutOnceTheLastFaultIsLongOver() {
    StepRecorder recorder = recorder(Optional.empty());
    recorder.begin(clock.nanoTime(), Phase.MEASURE);
    var unused = books.open(0);
    clock.advance(Duration.ofMinutes(20).toNanos());
    books.complete(0, 0, 1);
    recorder.tick();
    long kept = recorder.series().measuredToNanos();
    pass(recorder, 500);
    assertThat(recorder.series().measuredToNanos()).isEqualTo(kept);
    recorder.finish();
    assertThat(recorder.series().measuredToNanos()).isEqualTo(kept + 500 * MILLISECOND);
  }
}
