package dev.tokenstorm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ServerTimeTest {
  private static Timestamp at(long seconds, int nanos) {
    return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  @Test
  void aTimeIsToldInNanoseconds() {
    assertThat(ServerTime.nanos(at(1_795_807_815, 123_456_789)))
        .isEqualTo(1_795_807_815_123_456_789L);
    assertThat(ServerTime.nanos(Duration.newBuilder().setSeconds(1).setNanos(5).build()))
        .isEqualTo(1_000_000_005);
  }

  @Test
  void aTimeIsAMoment() {
    Instant moment = Instant.parse("2026-11-27T18:10:15.123456789Z");

    assertThat(ServerTime.instant(at(moment.getEpochSecond(), moment.getNano()))).isEqualTo(moment);
    assertThat(ServerTime.nanos(moment))
        .isEqualTo(ServerTime.nanos(at(moment.getEpochSecond(), moment.getNano())));
  }

  /** {@link Instant} itself has no such seconds, and takes nanoseconds for further seconds. */
  @Test
  void aTimeThatNoClockShowsIsAMomentToo() {
    Instant latest = ServerTime.instant(at(Long.MAX_VALUE, Integer.MAX_VALUE));
    Instant earliest = ServerTime.instant(at(Long.MIN_VALUE, Integer.MIN_VALUE));

    assertThat(latest).isAfter(Instant.parse("2100-01-01T00:00:00Z"));
    assertThat(earliest).isBefore(Instant.parse("1900-01-01T00:00:00Z"));
    assertThat(ServerTime.nanos(Instant.MAX)).isEqualTo(ServerTime.nanos(latest));
    assertThat(ServerTime.nanos(Instant.MIN))
        .isLessThan(ServerTime.nanos(earliest) + 1_000_000_000L);
  }

  @Test
  void differencesOfTimesThatNoClockShowsStillHaveTheirSign() {
    long latest = ServerTime.nanos(at(Long.MAX_VALUE, Integer.MAX_VALUE));
    long earliest = ServerTime.nanos(at(Long.MIN_VALUE, Integer.MIN_VALUE));

    assertThat(latest - earliest).isPositive();
    assertThat(earliest - latest).isNegative();
  }
}
