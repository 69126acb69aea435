package dev.tokenstorm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Timer;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TaskRetriesTest {
  private final ManualClock clock = new ManualClock();
  private final Timer timer = new Timer("test-timer", new Backoff(7));
  private final TaskRetries retries = new TaskRetries(timer, clock);

  @AfterEach
  void stop() {
    timer.close();
  }

  private boolean again(Status status, long begun, int failures) {
    return retries.again(status, begun, failures, () -> {});
  }

  @Test
  void aCallIsMadeAgainUntilItsTaskHasTimedOutHoweverOftenItFailed() {
    long begun = retries.begin();
    for (int failures = 1; failures <= 1_000; failures++) {
      assertThat(again(Status.UNAVAILABLE, begun, failures)).isTrue();
    }
    clock.advance(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(again(Status.UNAVAILABLE, begun, 1)).isTrue();
    clock.advance(1);
    assertThat(again(Status.UNAVAILABLE, begun, 1)).isFalse();
  }

  @Test
  void aCallThatCannotSucceedIsNotMadeAgain() {
    assertThat(again(Status.NOT_FOUND, retries.begin(), 1)).isFalse();
  }

  @Test
  void anAttemptFollowsAfterAPause() throws InterruptedException {
    CountDownLatch made = new CountDownLatch(1);
    assertThat(retries.again(Status.UNAVAILABLE, retries.begin(), 1, made::countDown)).isTrue();
    made.await();
  }

  @Test
  void nothingIsMadeAgainOnceTheWorkerHasStopped() {
    timer.close();
    assertThat(again(Status.UNAVAILABLE, retries.begin(), 1)).isFalse();
  }
}
