package dev.tokenstorm.takeup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ServerMomentsTest {
  private static final Instant TAKEN_UP = Instant.parse("2026-11-25T19:28:38Z");
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(-7 * SECOND);
  private final ServerMoments moments =
      new ServerMoments(now::get, Clock.fixed(TAKEN_UP, ZoneOffset.UTC));

  @Test
  void aMomentIsAsFarAwayByEitherClock() {
    now.addAndGet(20 * SECOND);

    assertThat(moments.nanos(TAKEN_UP.minusSeconds(90))).isEqualTo(-97 * SECOND);
    assertThat(moments.nanos(TAKEN_UP.plusSeconds(3))).isEqualTo(-4 * SECOND);
  }

  @Test
  void oneThatSeemsToLieAheadIsNow() {
    assertThat(moments.nanos(TAKEN_UP.plusSeconds(1))).isEqualTo(now.get());
  }

  /** A hostile server may say anything. */
  @Test
  void momentsThatNoClockShowsAreLongAgoOrNow() {
    assertThat(moments.nanos(Instant.MAX)).isEqualTo(now.get());
    assertThat(moments.nanos(Instant.MIN)).isLessThan(now.get());
    assertThat(now.get() - moments.nanos(Instant.MIN)).as("no overflow").isPositive();
  }
}
