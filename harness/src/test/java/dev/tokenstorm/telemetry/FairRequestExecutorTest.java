package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ticks come by hand, so that an order follows from them and not from the time. */
@Timeout(120)
final class FairRequestExecutorTest {
  private final FairRequestExecutor executor =
      new FairRequestExecutor("fair-test", TimeUnit.HOURS.toMillis(1));

  private final Queue<Integer> cut = new ConcurrentLinkedQueue<>();
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() {
    executor.close();
  }

  /** A request that waits until it is cut off, as one does whose client sends nothing more. */
  private void stuck(int number, CountDownLatch begun, CountDownLatch over) {
    executor.execute(
        () -> {
          begun.countDown();
          try {
            never.await();
          } catch (InterruptedException cutOff) {
            cut.add(number);
            over.countDown();
          }
        });
  }

  private void fill() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(FairRequestExecutor.MAX_WAITING);
    for (int i = 0; i < FairRequestExecutor.MAX_WAITING; i++) {
      stuck(i, begun, new CountDownLatch(1));
    }
    begun.await();
  }

  @Test
  void theNewestRequestIsNextAndHasItsTurnAfterTwoTicks() throws InterruptedException {
    fill();
    CountDownLatch unused = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      stuck(100 + i, unused, unused);
    }
    CountDownLatch served = new CountDownLatch(1);
    executor.execute(served::countDown);

    executor.tick();
    assertThat(served.getCount()).as("each request has a whole tick").isEqualTo(1);
    executor.tick();
    served.await();

    assertThat(cut).as("those that were cut off for it").allMatch(number -> number < 100);
  }

  @Test
  void theOldestThatWaitAreCutOffWhereTooManyDo() throws InterruptedException {
    int tooMany = 50;
    fill();
    CountDownLatch unused = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(tooMany);
    for (int i = 0; i < FairRequestExecutor.MOST_IN_LINE + tooMany; i++) {
      stuck(100 + i, unused, over);
    }
    over.await();

    List<Integer> oldest = IntStream.range(100, 100 + tooMany).boxed().toList();
    assertThat(cut).containsExactlyElementsOf(oldest);
  }
}
