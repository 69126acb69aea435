package dev.tokenstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;

@Timeout(60)
final class SideBySideTest {
  private final SideBySide parts = new SideBySide(SideBySideTest.class);

  @Test
  void allPartsGoOnAtOnceAndOnlyOnce() throws Throwable {
    AtomicInteger runs = new AtomicInteger();
    CyclicBarrier both = new CyclicBarrier(2, runs::incrementAndGet);
    parts.with("one", both::await).with("other", both::await);

    parts.await("one");
    parts.await("other");
    parts.await("other");

    assertThat(runs).hasValue(1);
  }

  @Test
  void aTestEndsAsItsOwnPartDid() {
    parts
        .with(
            "fails",
            () -> {
              throw new AssertionError("It is not so.");
            })
        .with(
            "is skipped",
            () -> {
              throw new TestAbortedException("not here");
            })
        .with("passes", () -> {});

    assertThatThrownBy(() -> parts.await("fails"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("It is not so.");
    assertThatThrownBy(() -> parts.await("is skipped")).isInstanceOf(TestAbortedException.class);
    assertThatCode(() -> parts.await("passes")).doesNotThrowAnyException();
  }
}
