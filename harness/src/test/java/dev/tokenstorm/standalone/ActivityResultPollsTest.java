package dev.tokenstorm.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.ExecutionIds;
import io.grpc.Status;
import io.temporal.api.activity.v1.ActivityExecutionOutcome;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.PollActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.PollActivityExecutionResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActivityResultPollsTest {
  private static final String METHOD = "PollActivityExecution";
  private static final PollActivityExecutionResponse RESULT =
      PollActivityExecutionResponse.newBuilder()
          .setOutcome(
              ActivityExecutionOutcome.newBuilder().setResult(Payloads.getDefaultInstance()))
          .build();

  private final RunPlan plan =
      TestPlans.plan("workload", "standalone", "target", "null", "await-results", "250");
  private final RpcStatuses statuses = new RpcStatuses();
  private final FrontEnd server = new FrontEnd();
  private final Target target = server.target(statuses, new ReplyWatch(NanoClock.SYSTEM));
  private final ActivityResultPolls polls =
      new ActivityResultPolls(plan, new ExecutionIds(plan.runId()), target);
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    polls.close();
    target.close();
    server.close();
  }

  private void await(long n) {
    polls.await(n, () -> news.add("seen " + n), () -> news.add("lost " + n));
  }

  private long attempts(String code) {
    return statuses.snapshot().getOrDefault(new RpcStatus("result/" + METHOD, code, "", ""), 0L);
  }

  @Test
  void aPollWithoutAResultIsMadeAgainAndCountedApart() throws InterruptedException {
    AtomicInteger empty = new AtomicInteger(3);
    server.answer(
        METHOD,
        unused ->
            empty.getAndDecrement() > 0
                ? PollActivityExecutionResponse.getDefaultInstance()
                : RESULT);
    server.failNext(METHOD, Status.UNAVAILABLE, Status.RESOURCE_EXHAUSTED);
    await(7);

    assertThat(news.poll(30, TimeUnit.SECONDS)).isEqualTo("seen 7");
    assertThat(attempts("OK")).isEqualTo(4);
    assertThat(attempts("UNAVAILABLE")).isEqualTo(1);
    assertThat(attempts("RESOURCE_EXHAUSTED")).isEqualTo(1);
    assertThat(server.received(PollActivityExecutionRequest.class))
        .extracting(PollActivityExecutionRequest::getActivityId)
        .containsOnly(plan.runId() + "-7");
    assertThat(news).isEmpty();
  }

  @Test
  void aPollThatIsRefusedForGoodIsLost() throws InterruptedException {
    server.refuse(METHOD, Status.PERMISSION_DENIED);
    await(7);

    assertThat(news.poll(30, TimeUnit.SECONDS)).isEqualTo("lost 7");
    assertThat(attempts("PERMISSION_DENIED")).isEqualTo(1);
  }

  /** The server takes a hundred calls of a connection: none waits for another's end. */
  @Test
  void allClientsWaitAtOneTime() throws InterruptedException {
    server.hold(METHOD);
    server.answer(METHOD, unused -> RESULT);
    for (long n = 0; n < plan.awaitedResults(); n++) {
      // Those of one connection only, if it were drawn by number.
      await(3 * n);
    }
    while (server.holding(METHOD) < plan.awaitedResults()) {
      Thread.onSpinWait();
    }
    server.release(METHOD);

    for (int i = 0; i < plan.awaitedResults(); i++) {
      assertThat(news.poll(30, TimeUnit.SECONDS)).startsWith("seen ");
    }
  }

  @Test
  void afterTheCloseNothingIsHeard() {
    server.hold(METHOD);
    await(1);
    while (server.holding(METHOD) < 1) {
      Thread.onSpinWait();
    }
    polls.close();
    await(2);
    while (attempts("CANCELLED") < 1) {
      Thread.onSpinWait();
    }
    server.release(METHOD);

    assertThat(news).isEmpty();
  }
}
