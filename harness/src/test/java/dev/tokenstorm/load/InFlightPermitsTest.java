package dev.tokenstorm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.ManualClock;
import dev.tokenstorm.plan.InFlight;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InFlightPermitsTest {
  private final ManualClock clock = new ManualClock();

  private InFlightPermits places(int from, int to, Duration over) {
    InFlightPermits permits = new InFlightPermits(new InFlight(from, to, over), clock);
    permits.begin(clock.nanoTime());
    return permits;
  }

  private static int taken(InFlightPermits permits) throws InterruptedException {
    int taken = 0;
    while (permits.take()) {
      taken++;
    }
    return taken;
  }

  @Test
  void places_open_one_by_one_until_all_are_there() throws Exception {
    InFlightPermits permits = places(2, 6, Duration.ofSeconds(4));
    assertThat(taken(permits)).isEqualTo(2);
    clock.advance(Duration.ofMillis(999).toNanos());
    assertThat(permits.take()).isFalse();
    clock.advance(Duration.ofMillis(1).toNanos());
    assertThat(taken(permits)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2).toNanos());
    assertThat(taken(permits)).isEqualTo(2);
    clock.advance(Duration.ofHours(1).toNanos());
    assertThat(taken(permits)).isEqualTo(1);
  }

  @Test
  void places_are_withdrawn_as_they_become_free_until_the_few_are_left() throws Exception {
    InFlightPermits permits = places(5, 2, Duration.ofSeconds(3));
    assertThat(taken(permits)).isEqualTo(5);
    clock.advance(Duration.ofSeconds(2).toNanos());
    permits.free();
    permits.free();
    permits.free();
    // Three are allowed now, and two are taken.
    assertThat(permits.take()).isFalse();
    assertThat(permits.take()).isFalse();
    assertThat(taken(permits)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2).toNanos());
    permits.free();
    assertThat(permits.take()).isFalse();
    assertThat(permits.take()).isFalse();
    permits.free();
    assertThat(taken(permits)).isEqualTo(1);
  }

  @Test
  void a_place_opens_at_the_moment_from_which_it_is_allowed() {
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      int from = 1 + random.nextInt(1_000);
      int to = from + 1 + random.nextInt(999_000);
      Duration over = Duration.ofNanos((long) Math.pow(10, 7 + random.nextDouble() * 7));
      InFlightPermits permits = places(from, to, over);
      int place = from + 1 + random.nextInt(to - from);
      long opens = permits.opens(place);
      // Two roundings of doubles, of which one may come a nanosecond early.
      assertThat(permits.allowed(opens + 1)).as("%s", over).isGreaterThanOrEqualTo(place);
      assertThat(permits.allowed(opens - 2)).as("%s", over).isLessThan(place);
      assertThat(opens).isBetween(1L, over.toNanos());
    }
  }
}
