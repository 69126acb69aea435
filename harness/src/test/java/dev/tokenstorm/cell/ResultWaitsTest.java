package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.measurement.PollTimes;
import dev.tokenstorm.workload.ResultPolls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultWaitsTest {
  private static final int CLIENTS = 2;
  private static final Duration LATE = Duration.ofMillis(20);

  @TempDir Path folder = Path.of("");

  private final ManualClock clock = new ManualClock();
  private final LatencyRecorders latencies = new LatencyRecorders();
  private final Polls polls = new Polls();
  private LedgerFixture books = new LedgerFixture(Path.of(""));
  private ResultWaits waits = waits();

  /** Polls that a test answers. */
  private static final class Polls implements ResultPolls {
    private final Map<Long, Runnable> seen = new LinkedHashMap<>();
    private final Map<Long, Runnable> lost = new LinkedHashMap<>();
    private boolean closed;

    @Override
    public void await(long n, Runnable whenSeen, Runnable whenLost) {
      seen.put(n, whenSeen);
      lost.put(n, whenLost);
    }

    void see(long n) {
      Objects.requireNonNull(seen.get(n)).run();
    }

    void lose(long n) {
      Objects.requireNonNull(lost.get(n)).run();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @BeforeEach
  void open() {
    books = new LedgerFixture(folder, "workload", "standalone", "target", "null");
    waits = waits();
  }

  private ResultWaits waits() {
    return new ResultWaits(
        Optional.of(polls),
        new ExecutionTimes(books.ledger, latencies, new PollTimes(), clock, false),
        CLIENTS,
        clock);
  }

  private ExecutionEntry begun(long n) {
    ExecutionEntry entry = books.open(n);
    waits.begin(entry);
    return entry;
  }

  /** Completes an execution, whose call is made now. */
  private void complete(long n) {
    Token token = books.issue(n, 0, 1);
    token.answeringSince(clock.nanoTime());
    assertThat(books.ledger.begin(token, clock.nanoTime())).isTrue();
    books.ledger.answered(token, TokenState.COMPLETED);
  }

  private Histogram recorded() {
    return latencies.swap().measured(Latency.RESULT_SEEN);
  }

  @Test
  void aResultIsSeenSoLongAfterItsCompletionWasCalled() {
    begun(0);
    complete(0);
    clock.advance(LATE.toNanos());
    polls.see(0);

    Histogram recorded = recorded();
    assertThat(recorded.getTotalCount()).isEqualTo(1);
    assertThat(recorded.valuesAreEquivalent(recorded.getMaxValue(), LATE.toNanos())).isTrue();
    assertThat(waits.over()).isTrue();
    assertThat(waits.unseen()).isZero();
  }

  @Test
  void anExecutionHasNoClientWhileAllOfThemWait() {
    begun(0);
    begun(1);
    begun(2);
    assertThat(polls.seen).containsOnlyKeys(0L, 1L);

    polls.see(0);
    begun(3);
    assertThat(polls.seen).containsOnlyKeys(0L, 1L, 3L);
  }

  @Test
  void whatNoCompleterAnsweredForHasNoSuchLatency() {
    begun(0);
    polls.see(0);

    assertThat(recorded().getTotalCount()).isZero();
    assertThat(waits.unseen()).isZero();
  }

  @Test
  void clientsHaveTheirTimeOnceAllHasClosedAndNoMore() {
    begun(0);
    assertThat(waits.over()).isFalse();
    clock.advance(ResultWaits.LAST_RESULTS.toNanos() - 1);
    assertThat(waits.over()).isFalse();
    clock.advance(1);
    assertThat(waits.over()).isTrue();
  }

  @Test
  void resultsThatNoClientSawAreCounted() {
    begun(0);
    begun(1);
    complete(1);
    polls.lose(0);
    waits.close();

    assertThat(polls.closed).isTrue();
    assertThat(waits.unseen()).isEqualTo(2);
    // Its latency would be in no interval.
    polls.see(1);
    assertThat(recorded().getTotalCount()).isZero();
    assertThat(waits.unseen()).isEqualTo(2);
    begun(2);
    assertThat(polls.seen).doesNotContainKey(2L);
  }
}
