package dev.tokenstorm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AwaitTest {
  private final AtomicLong looks = new AtomicLong();

  private boolean waited(long looksForEach, long atMost) {
    return Await.executions(
        () -> Math.min(looks.get() / looksForEach, atMost),
        10,
        () -> false,
        looks::incrementAndGet);
  }

  @Test
  void aSlowHostIsWaitedForAsLongAsGreetingsCome() {
    assertThat(waited(2_500, 10)).isTrue();
    assertThat(looks).hasValue(25_000);
  }

  @Test
  void aMinuteWithoutAnyIsTheEnd() {
    assertThat(waited(1, 9)).isFalse();
    assertThat(looks.get()).isBetween(3_000L, 3_020L);
  }

  @Test
  void whatIsBrokenIsNotWaitedFor() {
    assertThat(Await.executions(() -> 0, 1, () -> true, looks::incrementAndGet)).isFalse();
    assertThat(looks).hasValue(0);
  }
}
