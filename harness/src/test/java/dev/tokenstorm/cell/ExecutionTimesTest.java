package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.measurement.PollTimes;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionTimesTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  @TempDir Path folder = Path.of("");

  private final ManualClock clock = new ManualClock();
  private final PollTimes polls = new PollTimes();
  private final LatencyRecorders latencies = new LatencyRecorders();
  private final long origin = clock.nanoTime();
  private LedgerFixture books = new LedgerFixture(Path.of(""));

  @BeforeEach
  void open() {
    books = new LedgerFixture(folder);
  }

  private ExecutionTimes times(boolean openLoop) {
    return new ExecutionTimes(books.ledger, latencies, polls, clock, openLoop);
  }

  /** A workflow that should have started five milliseconds before it did, which is now. */
  private ExecutionEntry late(boolean measured) {
    ExecutionEntry entry = books.ledger.starting(0, measured, origin - 5 * MILLISECOND, origin);
    books.ledger.started(entry);
    return entry;
  }

  private static void assertOne(Histogram histogram, long milliseconds) {
    assertThat(histogram.getTotalCount()).isEqualTo(1);
    assertThat(histogram.valuesAreEquivalent(histogram.getMaxValue(), milliseconds * MILLISECOND))
        .as("%d ns are %d ms", histogram.getMaxValue(), milliseconds)
        .isTrue();
  }

  @Test
  void aClosedWorkflowsLatencyCountsFromItsStartAndFromWhereItShouldHaveStarted() {
    ExecutionEntry entry = late(true);
    clock.advance(20 * MILLISECOND);
    books.ledger.closed(entry, books.greeted(0));
    times(true).left(entry);

    Latencies recorded = latencies.swap();
    assertOne(recorded.measured(Latency.WORKFLOW), 20);
    assertOne(recorded.measured(Latency.WORKFLOW_CORRECTED), 25);
    assertThat(recorded.warmup(Latency.WORKFLOW).getTotalCount()).isZero();
  }

  @Test
  void aClosedLoopsWorkflowHasNoStartThatItMissed() {
    ExecutionEntry entry = late(false);
    clock.advance(20 * MILLISECOND);
    books.ledger.closed(entry, books.greeted(0));
    times(false).left(entry);

    Latencies recorded = latencies.swap();
    assertOne(recorded.warmup(Latency.WORKFLOW), 20);
    assertThat(recorded.warmup(Latency.WORKFLOW_CORRECTED).getTotalCount()).isZero();
    assertThat(recorded.measured(Latency.WORKFLOW).getTotalCount()).isZero();
  }

  @Test
  void aCloseThatWentUnseenTookAsLongAsTheServerSays() {
    ExecutionEntry entry = late(true);
    clock.advance(90 * MILLISECOND);
    books.ledger.closed(entry, books.greeted(0), 30 * MILLISECOND);
    times(false).left(entry);

    assertOne(latencies.swap().measured(Latency.WORKFLOW), 30);
  }

  @Test
  void whatTheHarnessTerminatedHasNoLatencyNorHasWhatNeverWas() {
    ExecutionEntry terminated = late(true);
    books.ledger.terminating(terminated);
    books.ledger.closed(terminated, ExecutionEnd.of(Status.TERMINATED));
    times(true).left(terminated);
    ExecutionEntry refused = books.ledger.starting(1, true, origin, origin);
    books.ledger.rejected(refused, "It was refused.");
    times(true).left(refused);

    assertThat(latencies.swap().measured(Latency.WORKFLOW).getTotalCount()).isZero();
  }

  @Test
  void aResultThatReachesItsWorkflowTwiceIsRecordedOnce() {
    ExecutionEntry entry = late(true);
    Token token = books.issue(0, 0, 1);
    token.answeringSince(origin + 3 * MILLISECOND);
    assertThat(books.ledger.begin(token, origin + 3 * MILLISECOND)).isTrue();
    clock.advance(10 * MILLISECOND);
    ExecutionTimes times = times(false);
    times.resumed(entry, 0);
    times.resumed(entry, 0);

    Latencies recorded = latencies.swap();
    assertOne(recorded.measured(Latency.RESUME), 7);
    assertThat(recorded.measured(Latency.ACTIVITY).getTotalCount()).isEqualTo(1);
  }

  @Test
  void aTaskHasAWaitAndOnlyOneThatWasPolledAPoll() {
    ExecutionEntry entry = late(true);
    ExecutionTimes times = times(false);
    times.polled(TaskKind.ACTIVITY, 40 * MILLISECOND);
    times.waited(TaskKind.ACTIVITY, entry, 2 * MILLISECOND);
    times.waited(TaskKind.WORKFLOW, entry, 4 * MILLISECOND);

    Latencies recorded = latencies.swap();
    assertOne(recorded.measured(TaskKind.ACTIVITY.waiting()), 2);
    assertOne(recorded.measured(TaskKind.WORKFLOW.waiting()), 4);
    assertThat(polls.swap().get(TaskKind.ACTIVITY))
        .satisfies(sample -> assertThat(sample.shortestNanos()).isEqualTo(40 * MILLISECOND));
  }
}
