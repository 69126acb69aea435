package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BackoffTest {
  private final Backoff backoff = new Backoff(7);
  private int attempts;

  private String call(int failures, Status status) {
    if (attempts++ < failures) {
      throw status.asRuntimeException();
    }
    return "answer";
  }

  @Test
  void pausesDoubleWithJitterUpToFiveSeconds() {
    for (int failures = 1; failures <= 200; failures++) {
      long bound = Math.min(5_000, 50L << Math.min(failures - 1, 20));
      long pause = backoff.pause(Status.UNAVAILABLE, failures, nanos -> true).orElseThrow();
      assertThat(pause / 1e6).isBetween(bound / 2.0, (double) bound);
    }
  }

  @Test
  void aRefusedCallIsNotMadeAgain() {
    assertThat(backoff.pause(Status.PERMISSION_DENIED, 1, nanos -> true)).isEmpty();
  }

  @Test
  void theCallerIsAskedWhetherAnAttemptAfterThePauseIsInTime() {
    List<Long> asked = new ArrayList<>();
    assertThat(backoff.pause(Status.UNAVAILABLE, 1, nanos -> !asked.add(nanos))).isEmpty();
    assertThat(asked).singleElement().satisfies(nanos -> assertThat(nanos).isPositive());
  }

  @Test
  void aCallOnThisThreadIsMadeUntilThereIsAnAnswer() throws InterruptedException {
    assertThat(backoff.call(() -> call(2, Status.UNAVAILABLE), nanos -> true)).isEqualTo("answer");
    assertThat(attempts).isEqualTo(3);
  }

  @Test
  void aCallThatIsTooLateEndsWithItsLastFailure() {
    assertThatThrownBy(() -> backoff.call(() -> call(2, Status.ABORTED), nanos -> attempts < 2))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessage("ABORTED");
    assertThat(attempts).isEqualTo(2);
  }
}
