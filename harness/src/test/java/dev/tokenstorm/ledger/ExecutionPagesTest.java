package dev.tokenstorm.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionPagesTest {
  private static final int THREADS = 4;

  private final ExecutionPages pages = new ExecutionPages();

  private static ExecutionEntry entry(long number) {
    return new ExecutionEntry(number, true, 0, 0, 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 63, 64, 1_000_000_007, Long.MAX_VALUE})
  void anEntryIsFoundByItsNumberUntilItIsRemoved(long number) {
    ExecutionEntry entry = entry(number);
    assertThat(pages.get(number)).isNull();
    pages.put(entry);
    assertThat(pages.get(number)).isSameAs(entry);
    assertThat(pages.get(number - 1)).isNull();
    assertThat(pages.entries()).containsExactly(entry);
    pages.remove(number);
    pages.remove(number);
    assertThat(pages.get(number)).isNull();
    assertThat(pages.entries()).isEmpty();
  }

  @Test
  void whatIsOfAnotherRunIsNotFound() {
    pages.put(entry(0));
    assertThat(pages.get(-1)).isNull();
    assertThat(pages.get(Long.MIN_VALUE)).isNull();
  }

  @Test
  void anotherEntryOfTheSameNumberTakesItsPlace() {
    pages.put(entry(7));
    ExecutionEntry second = entry(7);
    pages.put(second);
    assertThat(pages.entries()).containsExactly(second);
    pages.remove(7);
    assertThat(pages.entries()).isEmpty();
  }

  @Test
  void pagesThatAreDoneWithAreDroppedHoweverManyNumbersWereLeftOut() {
    // Of two hundred thousand arrivals each third was dropped, and so has no entry.
    for (long number = 0; number < 200_000; number++) {
      if (number % 3 != 0) {
        pages.put(entry(number));
        pages.remove(number);
      }
    }
    assertThat(pages.pages()).isEqualTo(1);
  }

  @Test
  void whoStaysOpenKeepsItsOwnPageAlone() {
    for (long number = 0; number < 10_000; number++) {
      pages.put(entry(number));
      if (number > 0) {
        pages.remove(number);
      }
    }
    assertThat(pages.pages()).isEqualTo(2);
    assertThat(requireNonNull(pages.get(0)).number()).isZero();
    pages.remove(0);
    assertThat(pages.pages()).isEqualTo(1);
    // A page that was dropped comes back.
    pages.put(entry(1));
    assertThat(pages.get(1)).isNotNull();
    pages.remove(1);
    assertThat(pages.pages()).isEqualTo(1);
  }

  /** Each thread has numbers of its own on pages that all share, and most pages become empty. */
  @Test
  void noEntryIsLostWhileOthersComeAndGoOnItsPage() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CyclicBarrier together = new CyclicBarrier(THREADS);
    List<Future<Map<Long, ExecutionEntry>>> all = new ArrayList<>();
    try {
      for (int thread = 0; thread < THREADS; thread++) {
        int own = thread;
        all.add(threads.submit(() -> comeAndGo(own, together)));
      }
      Map<Long, ExecutionEntry> left = new HashMap<>();
      for (Future<Map<Long, ExecutionEntry>> one : all) {
        left.putAll(one.get(60, TimeUnit.SECONDS));
      }
      assertThat(pages.entries()).containsExactlyInAnyOrderElementsOf(left.values());
      left.forEach((number, entry) -> assertThat(pages.get(number)).isSameAs(entry));
      left.keySet().forEach(pages::remove);
      assertThat(pages.entries()).isEmpty();
      assertThat(pages.pages()).isLessThanOrEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private Map<Long, ExecutionEntry> comeAndGo(int thread, CyclicBarrier together) throws Exception {
    SplittableRandom random = new SplittableRandom(thread);
    Map<Long, ExecutionEntry> held = new HashMap<>();
    for (int page = 0; page < 4_000; page++) {
      if (page % 100 == 0) {
        together.await(60, TimeUnit.SECONDS);
      }
      for (int i = 0; i < 8; i++) {
        // Now and then one of an earlier page.
        long back = random.nextInt(4) == 0 ? random.nextInt(Math.min(page, 100) + 1) : 0;
        long number = (page - back) * 64 + random.nextInt(16) * THREADS + thread;
        if (held.containsKey(number)) {
          assertThat(pages.get(number)).isSameAs(held.remove(number));
          pages.remove(number);
        } else {
          ExecutionEntry entry = entry(number);
          held.put(number, entry);
          pages.put(entry);
        }
      }
      if (page % 4 != 0) {
        held.keySet().forEach(pages::remove);
        held.clear();
      }
    }
    return held;
  }
}
