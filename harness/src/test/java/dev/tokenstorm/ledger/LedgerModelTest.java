package dev.tokenstorm.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads do whatever is allowed, in any order; at the end every sum must add up. */
class LedgerModelTest {
  private static final int WORKFLOWS = 4_000;
  private static final int THREADS = 4;
  private static final int ACTIVITIES = 4;

  @TempDir Path folder = Path.of("");

  private final ConcurrentLinkedQueue<Token> held = new ConcurrentLinkedQueue<>();
  private final LongAdder handedOut = new LongAdder();

  @ParameterizedTest
  @ValueSource(strings = {"token", "id"})
  void every_sum_adds_up_whatever_the_order(String by) throws Exception {
    LedgerFixture books = new LedgerFixture(folder, "complete-by", by);
    List<ExecutionEntry> entries = new ArrayList<>();
    for (int n = 0; n < WORKFLOWS; n++) {
      entries.add(books.ledger.starting(n, true, 0, 0));
    }
    each(thread -> live(books, entries, new SplittableRandom(thread)));
    each(thread -> finish(books, new SplittableRandom(99 + thread)));
    entries.forEach(entry -> close(books, entry, new SplittableRandom(entry.number())));
    each(thread -> finish(books, new SplittableRandom(7 + thread)));
    books.closed.forEach(
        (number, doubtful) -> {
          if (doubtful) {
            audit(books, entries.get(number.intValue()));
          }
        });

    LedgerCounts counts = books.ledger.counts();
    assertThat(books.ledger.entries()).isEmpty();
    assertThat(books.ledger.pendingTokens()).isZero();
    assertThat(books.ledger.inFlight()).isZero();
    assertThat(books.ledger.report().imbalances()).isEmpty();
    assertThat(counts.intended()).isEqualTo(WORKFLOWS);
    assertThat(counts.started() + counts.rejected()).isEqualTo(WORKFLOWS);
    assertThat(books.left).hasSize(WORKFLOWS).doesNotHaveDuplicates();
    // By id, a token that comes after its activity's completion is superseded and not handed out.
    long keptBack =
        counts.tokens(TokenState.ORPHANED)
            + (by.equals("id") ? counts.tokens(TokenState.SUPERSEDED) : 0);
    assertThat(counts.issued() - keptBack).isLessThanOrEqualTo(handedOut.sum());
    assertThat(counts.discrepancies()).isZero();
  }

  private interface Work {
    void of(int thread);
  }

  private static void each(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        all.add(threads.submit(() -> work.of(number)));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void live(LedgerFixture books, List<ExecutionEntry> entries, SplittableRandom random) {
    for (int step = 0; step < WORKFLOWS * 8; step++) {
      ExecutionEntry entry = entries.get(random.nextInt(WORKFLOWS));
      switch (random.nextInt(16)) {
        case 0, 1 -> books.ledger.started(entry);
        case 2 -> {
          if (random.nextInt(20) == 0) {
            books.ledger.rejected(entry, "refused");
          }
        }
        case 3 -> {
          if (random.nextInt(4) == 0) {
            close(books, entry, random);
          }
        }
        case 4, 5, 6, 7, 8 -> issue(books, entry, random);
        default -> call(books, random);
      }
    }
  }

  /** An activity's tokens come one after the other, now and then with a gap. */
  private void issue(LedgerFixture books, ExecutionEntry entry, SplittableRandom random) {
    int activity = random.nextInt(ACTIVITIES);
    synchronized (entries(entry)) {
      int[] last = entries(entry);
      last[activity] += random.nextInt(10) == 0 ? 2 : 1;
      Token token =
          books.ledger.issue(entry.number(), activity, last[activity], ByteString.EMPTY, "id", 0);
      if (token != null) {
        handedOut.increment();
        held.add(token);
      }
    }
  }

  private final Map<Long, int[]> lastAttempts = new HashMap<>();

  private int[] entries(ExecutionEntry entry) {
    synchronized (lastAttempts) {
      return lastAttempts.computeIfAbsent(entry.number(), unused -> new int[ACTIVITIES]);
    }
  }

  private boolean call(LedgerFixture books, SplittableRandom random) {
    Token token = held.poll();
    if (token == null) {
      return false;
    }
    if (!books.ledger.begin(token, 0)) {
      return true;
    }
    switch (random.nextInt(6)) {
      case 0 -> books.ledger.answered(token, TokenState.FAILED);
      case 1 -> books.ledger.answered(token, TokenState.CANCELLED);
      case 2 -> books.ledger.doubted(token);
      case 3 -> {
        if (books.ledger.released(token)) {
          held.add(token);
        }
      }
      default -> books.ledger.answered(token, TokenState.COMPLETED);
    }
    return true;
  }

  private void finish(LedgerFixture books, SplittableRandom random) {
    for (int idle = 0; idle < 100; ) {
      idle = call(books, random) ? 0 : idle + 1;
    }
  }

  private static void close(LedgerFixture books, ExecutionEntry entry, SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      books.ledger.terminating(entry);
      books.ledger.closed(entry, ExecutionEnd.of(ExecutionEnd.Status.TERMINATED));
    } else {
      books.ledger.closed(
          entry,
          random.nextBoolean()
              ? books.greeted(entry.number())
              : ExecutionEnd.failed(Cause.TIMEOUT));
    }
  }

  private static void audit(LedgerFixture books, ExecutionEntry entry) {
    Map<Token, TokenState> settled = new HashMap<>();
    for (ExecutionAccount.ActivityAccount activity : books.ledger.account(entry).activities()) {
      activity.unsettled().forEach(token -> settled.put(token, TokenState.TIMED_OUT));
    }
    books.ledger.audited(
        entry,
        new AuditResult(Optional.of(books.greeted(entry.number())), settled, List.of(), List.of()));
  }
}
