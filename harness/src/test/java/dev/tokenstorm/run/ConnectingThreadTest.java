package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ConnectingThreadTest {
  private final CountDownLatch answer = new CountDownLatch(1);

  @Test
  void onceTheGraceIsOverTheThreadWaitsNoLongerAndIsInterruptedByNothingElse() {
    try (ConnectingThread connecting = new ConnectingThread()) {
      connecting.interrupt();
      connecting.interrupt(Duration.ZERO);
      connecting.abort();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();

      connecting.graceOver();

      assertThatThrownBy(answer::await).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void whatFollowsTheConnectionIsNotInterrupted() {
    try (ConnectingThread connecting = new ConnectingThread()) {
      connecting.graceOver();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      connecting.close();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();

      connecting.graceOver();

      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }
}
