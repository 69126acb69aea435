package dev.tokenstorm.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.ManualClock;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplyWatchTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final ReplyWatch watch = new ReplyWatch(clock);

  private void after(int seconds, Code code) {
    clock.advance(TimeUnit.SECONDS.toNanos(seconds));
    watch.ended(code, false);
  }

  @Test
  void a_target_that_is_merely_quiet_is_not_lost() {
    after(0, Code.OK);
    clock.advance(TimeUnit.HOURS.toNanos(1));
    assertThat(watch.lostFor(BOUND)).isFalse();
  }

  @Test
  void one_failure_long_ago_is_no_outage() {
    after(0, Code.UNAVAILABLE);
    clock.advance(TimeUnit.HOURS.toNanos(1));
    assertThat(watch.lostFor(BOUND)).isFalse();
  }

  @Test
  void failures_alone_for_as_long_as_the_bound_are_an_outage() {
    after(0, Code.UNAVAILABLE);
    after(29, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isFalse();
    after(1, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isTrue();
  }

  @Test
  void any_reply_in_between_begins_anew() {
    for (Code reply : new Code[] {Code.OK, Code.NOT_FOUND, Code.RESOURCE_EXHAUSTED}) {
      after(0, Code.UNAVAILABLE);
      after(29, reply);
      after(2, Code.UNAVAILABLE);
      after(29, Code.UNAVAILABLE);
      assertThat(watch.lostFor(BOUND)).isFalse();
      after(1, Code.UNAVAILABLE);
      assertThat(watch.lostFor(BOUND)).isTrue();
      after(1, reply);
      assertThat(watch.lostFor(BOUND)).isFalse();
    }
  }

  @Test
  void a_target_that_swallows_calls_is_lost_but_a_long_poll_may_go_unanswered() {
    after(0, Code.DEADLINE_EXCEEDED);
    after(30, Code.DEADLINE_EXCEEDED);
    assertThat(watch.lostFor(BOUND)).isTrue();

    after(1, Code.OK);
    watch.ended(Code.DEADLINE_EXCEEDED, true);
    clock.advance(TimeUnit.HOURS.toNanos(1));
    watch.ended(Code.DEADLINE_EXCEEDED, true);
    assertThat(watch.lostFor(BOUND)).isFalse();
  }

  @Test
  void our_own_cancellations_end_no_outage() {
    after(0, Code.UNAVAILABLE);
    after(15, Code.CANCELLED);
    after(15, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isTrue();
  }
}
