package dev.tokenstorm.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.FrontEnd;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.Draws;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CompleterPoolTest {
  private static final String COMPLETED = "RespondActivityTaskCompleted";
  private static final int COMPLETERS = 4;

  @TempDir Path folder = Path.of("");

  /** A pool at work on a front end. */
  private final class Rig implements AutoCloseable {
    final FrontEnd frontEnd = new FrontEnd();
    final Target target = frontEnd.target();
    final LedgerFixture books;
    final TokenQueue queue = new TokenQueue(1_000);
    final CompletionScheduler scheduler;
    final CompleterPool pool;

    Rig(String client) {
      books =
          new LedgerFixture(
              folder,
              "completer",
              client,
              "completers",
              String.valueOf(COMPLETERS),
              "branches",
              "1",
              "steps",
              "1");
      Draws draws = new Draws(books.plan.seed(), books.plan.completion());
      scheduler =
          new CompletionScheduler(
              NanoClock.SYSTEM,
              books.plan.completion(),
              draws,
              books.ledger,
              new LatencyRecorders(),
              new Backoff(1),
              queue);
      pool =
          CompleterPool.of(
              books.plan.completion(), target, books.workload.content(), queue, scheduler);
    }

    void offer(int workflows) throws InterruptedException {
      for (int n = 0; n < workflows; n++) {
        books.open(n);
        scheduler.accept(books.issue(n, 0, 1));
      }
    }

    void awaitPending(long tokens) throws InterruptedException {
      while (books.ledger.pendingTokens() > tokens) {
        Thread.sleep(1);
      }
    }

    @Override
    public void close() {
      scheduler.close();
      target.close();
      frontEnd.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk", "grpc"})
  void no_more_calls_are_outstanding_than_there_are_completers(String client) throws Exception {
    try (Rig rig = new Rig(client)) {
      AtomicInteger outstanding = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      rig.frontEnd.answer(
          COMPLETED,
          unused -> {
            most.accumulateAndGet(outstanding.incrementAndGet(), Math::max);
            try {
              Thread.sleep(2);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            outstanding.decrementAndGet();
            return RespondActivityTaskCompletedResponse.getDefaultInstance();
          });
      rig.offer(400);
      rig.pool.start();
      rig.awaitPending(0);
      assertThat(most.get()).isLessThanOrEqualTo(COMPLETERS);
      assertThat(rig.books.tokens(TokenState.COMPLETED)).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk", "grpc"})
  void a_stalled_server_holds_as_many_calls_as_there_are_completers(String client)
      throws Exception {
    try (Rig rig = new Rig(client)) {
      rig.frontEnd.hold(COMPLETED);
      rig.offer(20);
      rig.pool.start();
      while (rig.frontEnd.holding(COMPLETED) < COMPLETERS) {
        Thread.sleep(1);
      }
      assertThat(rig.pool.busy()).isEqualTo(COMPLETERS);
      rig.scheduler.close();
      assertThat(rig.pool.awaitIdle(Duration.ofMillis(20))).isFalse();
      rig.frontEnd.release(COMPLETED);
      assertThat(rig.pool.awaitIdle(Duration.ofSeconds(30))).isTrue();
      // Idle means that every answer was taken.
      assertThat(rig.books.tokens(TokenState.COMPLETED)).isGreaterThanOrEqualTo(COMPLETERS);
      assertThat(rig.pool.busy()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk", "grpc"})
  void calls_that_fail_for_a_while_are_made_again_until_all_is_answered(String client)
      throws Exception {
    try (Rig rig = new Rig(client)) {
      for (int i = 0; i < 6; i++) {
        rig.frontEnd.failNext(COMPLETED, Status.UNAVAILABLE);
      }
      rig.offer(20);
      rig.pool.start();
      rig.awaitPending(0);
      assertThat(rig.books.tokens(TokenState.COMPLETED)).isEqualTo(20);
    }
  }
}
