package dev.tokenstorm.completion;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.measurement.NanoClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it reads how full this process's heap is")
@Timeout(60)
class DelayHeapTest {
  @TempDir Path folder = Path.of("");

  private static Token due(ExecutionEntry entry, long nanos) {
    Token token = new Token(entry, 0, 1, ByteString.EMPTY, "id", 0);
    token.dueAt(nanos);
    return token;
  }

  @Test
  void tokens_become_due_in_the_order_of_their_times_and_not_before() throws Exception {
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    ManualClock clock = new ManualClock();
    TokenQueue queue = new TokenQueue(100);
    try (DelayHeap parked = new DelayHeap(clock, queue, token -> false)) {
      List<Token> tokens = new ArrayList<>();
      for (int i = 1; i <= 100; i++) {
        tokens.add(due(entry, clock.nanoTime() + i));
      }
      List<Token> shuffled = new ArrayList<>(tokens);
      Collections.shuffle(shuffled, new Random(7));
      shuffled.forEach(parked::add);
      assertThat(parked.size()).isEqualTo(100);
      assertThat(queue.depth()).isZero();

      clock.advance(1_000);
      for (Token token : tokens) {
        assertThat(queue.take()).isSameAs(token);
      }
      assertThat(parked.size()).isZero();
    }
  }

  @Test
  void a_token_that_is_due_sooner_is_not_kept_waiting_by_one_that_is_due_later() throws Exception {
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    TokenQueue queue = new TokenQueue(10);
    try (DelayHeap parked = new DelayHeap(NanoClock.SYSTEM, queue, token -> false)) {
      long now = NanoClock.SYSTEM.nanoTime();
      parked.add(due(entry, now + TimeUnit.HOURS.toNanos(1)));
      Token sooner = due(entry, now + TimeUnit.MILLISECONDS.toNanos(5));
      parked.add(sooner);
      assertThat(queue.take()).isSameAs(sooner);
      assertThat(parked.size()).isEqualTo(1);
    }
  }

  private static Token parked(ExecutionEntry entry, long issuedNanos) {
    Token token = new Token(entry, 0, 1, ByteString.EMPTY, "id", issuedNanos);
    token.completeAt(issuedNanos);
    token.dueAt(issuedNanos + TimeUnit.DAYS.toNanos(365));
    return token;
  }

  @Test
  void what_is_released_is_due_at_once_the_oldest_first() throws Exception {
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    ManualClock clock = new ManualClock();
    TokenQueue queue = new TokenQueue(1_000);
    try (DelayHeap parked = new DelayHeap(clock, queue, token -> false)) {
      List<Token> tokens = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        tokens.add(parked(entry, clock.nanoTime() + i));
      }
      List<Token> shuffled = new ArrayList<>(tokens);
      Collections.shuffle(shuffled, new Random(7));
      shuffled.forEach(parked::add);
      clock.advance(TimeUnit.HOURS.toNanos(1));
      assertThat(queue.depth()).isZero();

      parked.release(clock.nanoTime());
      for (Token token : tokens) {
        assertThat(queue.take()).isSameAs(token);
        assertThat(token.dueNanos()).isEqualTo(clock.nanoTime());
      }
    }
  }

  @Test
  void a_token_that_comes_while_others_are_released_is_not_left_behind() throws Exception {
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    TokenQueue queue = new TokenQueue(40_000);
    try (DelayHeap parked = new DelayHeap(NanoClock.SYSTEM, queue, token -> false)) {
      List<Thread> adding = new ArrayList<>();
      CountDownLatch half = new CountDownLatch(20_000);
      for (int thread = 0; thread < 4; thread++) {
        adding.add(
            new Thread(
                () -> {
                  for (int i = 0; i < 10_000; i++) {
                    parked.add(parked(entry, NanoClock.SYSTEM.nanoTime()));
                    half.countDown();
                  }
                }));
      }
      adding.forEach(Thread::start);
      half.await();
      parked.release(NanoClock.SYSTEM.nanoTime());
      for (int i = 0; i < 40_000; i++) {
        assertThat(queue.take()).isNotNull();
      }
    }
  }

  @Test
  void times_beyond_the_clocks_overflow_are_still_in_order() throws Exception {
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    long origin = Long.MAX_VALUE - 10;
    ManualClock shifted = new ManualClock();
    long offset = origin - shifted.nanoTime();
    TokenQueue queue = new TokenQueue(10);
    try (DelayHeap parked =
        new DelayHeap(() -> shifted.nanoTime() + offset, queue, token -> false)) {
      Token first = due(entry, origin + 5);
      Token second = due(entry, origin + 50);
      parked.add(second);
      parked.add(first);
      shifted.advance(1_000);
      assertThat(queue.take()).isSameAs(first);
      assertThat(queue.take()).isSameAs(second);
    }
  }

  @Test
  void tokens_that_nobody_waits_for_any_more_are_swept_out() throws Exception {
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    ManualClock clock = new ManualClock();
    try (DelayHeap parked = new DelayHeap(clock, new TokenQueue(1), token -> true)) {
      for (int i = 1; i <= 10_000; i++) {
        parked.add(due(entry, clock.nanoTime() + TimeUnit.HOURS.toNanos(1)));
      }
      while (parked.size() > 1_024) {
        Thread.sleep(1);
      }
    }
  }

  @Test
  void who_adds_or_releases_does_not_wait_until_others_were_looked_at() throws Exception {
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    TokenQueue queue = new TokenQueue(4_096);
    Predicate<Token> slow =
        token -> {
          looking.countDown();
          try {
            looked.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return (token.issuedNanos() & 1) == 1;
        };
    try (DelayHeap parked = new DelayHeap(NanoClock.SYSTEM, queue, slow)) {
      long before = NanoClock.SYSTEM.nanoTime() / 2 * 2 - 3_000;
      for (int i = 0; i < 2_000; i++) {
        parked.add(parked(entry, before + i));
      }
      looking.await();
      parked.release(before + 2_000);
      parked.add(parked(entry, before + 2_000));
      assertThat(parked.size()).isEqualTo(2_001);
      assertThat(queue.depth()).isZero();

      // None is lost, swept out wrongly, or overtaken.
      looked.countDown();
      for (int i = 0; i <= 2_000; i += 2) {
        assertThat(requireNonNull(queue.take()).issuedNanos()).isEqualTo(before + i);
      }
    }
  }

  @Test
  void a_full_token_queue_holds_due_tokens_back_and_loses_none() throws Exception {
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    TokenQueue queue = new TokenQueue(1);
    try (DelayHeap parked = new DelayHeap(NanoClock.SYSTEM, queue, token -> false)) {
      long now = NanoClock.SYSTEM.nanoTime();
      for (int i = 0; i < 50; i++) {
        parked.add(due(entry, now + i));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(requireNonNull(queue.take()).dueNanos()).isEqualTo(now + i);
      }
    }
  }

  @Test
  void a_million_parked_tokens_cost_memory_only() {
    int million = 1_000_000;
    ExecutionEntry entry = new LedgerFixture(folder).open(0);
    long threadsBefore = movers();
    long before = usedHeap();
    try (DelayHeap parked = new DelayHeap(NanoClock.SYSTEM, new TokenQueue(1), token -> false)) {
      long hour = NanoClock.SYSTEM.nanoTime() + TimeUnit.HOURS.toNanos(1);
      for (int i = 0; i < million; i++) {
        parked.add(due(entry, hour + i));
      }
      long bytesEach = (usedHeap() - before) / million;
      assertThat(parked.size()).isEqualTo(million);
      assertThat(bytesEach).isLessThan(200);
      assertThat(movers()).isLessThanOrEqualTo(threadsBefore + 1);
    }
  }

  private static long movers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("due-tokens") && thread.isAlive())
        .count();
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
