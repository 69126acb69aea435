package dev.tokenstorm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.Timer;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a poller that is stopped has nothing under way any more. */
@Timeout(60)
final class PollerTest {
  private static final Duration LONGER_THAN_THE_TEST = Duration.ofHours(1);

  private final TaskServer server = new TaskServer();
  private final Target target = server.target();
  private final Timer timer = new Timer("test-timer", new Backoff(7));
  private final UnderWay underWay = new UnderWay();
  private final CountDownLatch taking = new CountDownLatch(1);
  private final CountDownLatch taken = new CountDownLatch(1);
  private final Poller<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse> poller =
      new Poller<>(
          target::directChannel,
          WorkflowServiceGrpc.getPollActivityTaskQueueMethod(),
          PollActivityTaskQueueRequest.getDefaultInstance(),
          (task, pollNanos) -> take(task),
          () -> true,
          timer,
          underWay,
          NanoClock.SYSTEM);

  private void take(PollActivityTaskQueueResponse task) {
    if (task.getTaskToken().isEmpty()) {
      return;
    }
    taking.countDown();
    try {
      taken.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    taken.countDown();
    timer.close();
    target.close();
    server.close();
  }

  private CompletableFuture<Void> nothingUnderWay() {
    return CompletableFuture.runAsync(() -> underWay.await(LONGER_THAN_THE_TEST));
  }

  @Test
  void whatAPollBroughtIsUnderWayUntilItIsTaken() throws InterruptedException {
    poller.start(1);
    server.activity.add(
        PollActivityTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8("token"))
            .build());
    taking.await();
    poller.stop();
    poller.cancel();
    CompletableFuture<Void> over = nothingUnderWay();
    TimeUnit.MILLISECONDS.sleep(300);
    assertThat(over).isNotDone();

    taken.countDown();
    over.join();
  }

  @Test
  void openPollsAreUnderWayUntilTheyAreCancelled() throws InterruptedException {
    server.frontEnd.hold("PollActivityTaskQueue");
    poller.start(3);
    while (server.frontEnd.holding("PollActivityTaskQueue") < 3) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    poller.stop();
    CompletableFuture<Void> over = nothingUnderWay();
    TimeUnit.MILLISECONDS.sleep(300);
    assertThat(over).isNotDone();

    poller.cancel();
    over.join();
  }
}
