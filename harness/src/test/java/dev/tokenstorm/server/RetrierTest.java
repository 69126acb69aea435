package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.NanoClock;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetrierTest {
  private final Retrier retrier = new Retrier(NanoClock.SYSTEM, new Backoff(1));
  private final AtomicInteger attempts = new AtomicInteger();

  @AfterEach
  void close() {
    retrier.close();
  }

  /** Fails so often, then answers; what came of it as text. */
  private String call(int failures, Status status) throws Exception {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    retrier.<String>call(
        (answered, failed) -> attempt(failures, status, answered, failed),
        outcome::complete,
        last -> outcome.complete(last.getCode().name()));
    return outcome.get(30, TimeUnit.SECONDS);
  }

  private void attempt(
      int failures, Status status, Consumer<String> answered, Consumer<Status> failed) {
    if (attempts.incrementAndGet() <= failures) {
      failed.accept(status);
    } else {
      answered.accept("answer");
    }
  }

  @Test
  void a_call_that_fails_in_passing_is_made_again() throws Exception {
    assertThat(call(3, Status.UNAVAILABLE)).isEqualTo("answer");
    assertThat(attempts.get()).isEqualTo(4);
  }

  @Test
  void a_call_that_is_refused_is_made_once() throws Exception {
    assertThat(call(3, Status.PERMISSION_DENIED)).isEqualTo("PERMISSION_DENIED");
    assertThat(attempts.get()).isEqualTo(1);
  }

  @Test
  void no_attempt_is_made_past_the_deadline() throws Exception {
    retrier.stopAt(NanoClock.SYSTEM.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300));
    assertThat(call(Integer.MAX_VALUE, Status.UNAVAILABLE)).isEqualTo("UNAVAILABLE");
    assertThat(attempts.get()).isBetween(1, 6);
  }

  @Test
  void a_closed_retrier_says_that_the_call_failed() throws Exception {
    retrier.close();
    assertThat(call(1, Status.UNAVAILABLE)).isEqualTo("UNAVAILABLE");
  }
}
