package dev.tokenstorm.server;

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
    watch.ended(code);
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
  void a_target_that_swallows_calls_is_lost() {
    after(0, Code.DEADLINE_EXCEEDED);
    after(30, Code.DEADLINE_EXCEEDED);
    assertThat(watch.lostFor(BOUND)).isTrue();
  }

  @Test
  void polls_that_fail_put_a_target_in_doubt_and_its_probes_decide() {
    for (int second = 0; second < 60; second++) {
      clock.advance(TimeUnit.SECONDS.toNanos(1));
      watch.pollFailed();
    }
    assertThat(watch.doubtful()).isTrue();
    assertThat(watch.lostFor(BOUND)).isFalse();

    watch.probed(Code.OK);
    assertThat(watch.doubtful()).isFalse();

    watch.pollFailed();
    watch.probed(Code.UNAVAILABLE);
    clock.advance(TimeUnit.SECONDS.toNanos(30));
    watch.probed(Code.DEADLINE_EXCEEDED);
    assertThat(watch.lostFor(BOUND)).isTrue();
  }

  @Test
  void a_reply_to_a_short_call_ends_the_doubt_about_a_target() {
    watch.pollFailed();
    watch.probed(Code.UNAVAILABLE);
    after(30, Code.NOT_FOUND);
    assertThat(watch.doubtful()).isFalse();
    watch.probed(Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isFalse();
  }

  @Test
  void a_target_that_answers_its_probes_and_nothing_else_is_lost() {
    after(0, Code.UNAVAILABLE);
    watch.probed(Code.OK);
    after(30, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isTrue();
  }

  @Test
  void our_own_cancellations_end_no_outage() {
    after(0, Code.UNAVAILABLE);
    after(15, Code.CANCELLED);
    after(15, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isTrue();
  }

  @Test
  void whatFailsInAFaultIsNoOutageAndTheBoundCountsAnewFromItsEnd() {
    after(0, Code.UNAVAILABLE);
    watch.faultBegins();
    after(60, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isFalse();
    watch.faultEnded();
    assertThat(watch.lostFor(BOUND)).isFalse();
    after(1, Code.UNAVAILABLE);
    after(29, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isFalse();
    after(1, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isTrue();
  }

  @Test
  void aFaultGoesOnUntilTheLastOfThoseThatOverlapIsOver() {
    watch.faultBegins();
    watch.faultBegins();
    watch.faultEnded();
    after(0, Code.UNAVAILABLE);
    after(60, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isFalse();
    watch.faultEnded();
    after(0, Code.UNAVAILABLE);
    after(30, Code.UNAVAILABLE);
    assertThat(watch.lostFor(BOUND)).isTrue();
  }

  @Test
  void whoWasOpenAtAnyTimeInAFaultIsKnownByItsBeginning() {
    long before = clock.nanoTime();
    assertThat(watch.faultSince(before)).isFalse();
    clock.advance(TimeUnit.SECONDS.toNanos(1));
    watch.faultBegins();
    assertThat(watch.faultSince(clock.nanoTime())).isTrue();
    clock.advance(TimeUnit.SECONDS.toNanos(1));
    watch.faultEnded();
    clock.advance(TimeUnit.SECONDS.toNanos(1));
    assertThat(watch.faultSince(before)).isTrue();
    assertThat(watch.faultSince(clock.nanoTime())).isFalse();
  }
}
