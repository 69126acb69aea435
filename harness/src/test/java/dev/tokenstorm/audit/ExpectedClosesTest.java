package dev.tokenstorm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.LedgerFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedClosesTest {
  @TempDir Path folder = Path.of("");

  private final ExpectedCloses closes = new ExpectedCloses();
  private final List<Long> asked = new ArrayList<>();

  private List<Long> askedAt(long seconds) {
    asked.clear();
    closes.ask(TimeUnit.SECONDS.toNanos(seconds), entry -> asked.add(entry.number()));
    return List.copyOf(asked);
  }

  private void expect(ExecutionEntry entry, long seconds) {
    closes.add(entry, TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void eachIsAskedAfterWhenItIsDueWhateverOrderTheyCameIn() {
    LedgerFixture books = new LedgerFixture(folder);
    expect(books.open(0), 9);
    expect(books.open(1), 5);
    assertThat(askedAt(4)).isEmpty();
    assertThat(askedAt(5)).containsExactly(1L);
    assertThat(askedAt(9)).containsExactly(1L, 0L);
  }

  @Test
  void whatIsStillOpenIsAskedAfterAgainEverLessOften() {
    expect(new LedgerFixture(folder).open(0), 1);
    List<Long> times = new ArrayList<>();
    for (long second = 0; second <= 20; second++) {
      if (!askedAt(second).isEmpty()) {
        times.add(second);
      }
    }
    assertThat(times).containsExactly(1L, 2L, 4L, 8L, 16L);
  }

  @Test
  void whatHasClosedIsForgotten() {
    LedgerFixture books = new LedgerFixture(folder);
    ExecutionEntry entry = books.open(0);
    expect(entry, 1);
    assertThat(askedAt(1)).containsExactly(0L);
    books.ledger.closed(entry, books.greeted(0));
    assertThat(askedAt(100)).isEmpty();
  }
}
