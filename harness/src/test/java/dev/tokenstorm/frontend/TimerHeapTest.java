package dev.tokenstorm.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TimerHeapTest {
  private final ManualClock clock = new ManualClock();
  private final TimerHeap timers = new TimerHeap(clock);
  private final List<Long> rung = new ArrayList<>();

  private final class Recorded extends TimerEntry {
    private final long at;

    Recorded(long at) {
      this.at = at;
    }

    @Override
    void ring() {
      rung.add(at);
    }
  }

  @Test
  void alarmsRingInOrderAndCancelledOnesDoNot() {
    SplittableRandom random = new SplittableRandom(5);
    long now = clock.nanoTime();
    List<Long> expected = new ArrayList<>();
    List<Recorded> cancelled = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Recorded alarm = new Recorded(now + random.nextLong(1_000_000));
      timers.set(alarm, now + random.nextLong(1_000_000));
      timers.set(alarm, alarm.at);
      if (random.nextInt(3) == 0) {
        cancelled.add(alarm);
      } else {
        expected.add(alarm.at);
      }
    }
    cancelled.forEach(timers::cancel);
    cancelled.forEach(timers::cancel);
    assertThat(timers.size()).isEqualTo(expected.size());
    timers.ringDue();
    for (int i = 0; i < 1_001; i++) {
      clock.advance(1_000);
      timers.ringDue();
    }
    expected.sort(null);
    assertThat(rung).isEqualTo(expected);
    assertThat(timers.size()).isZero();
  }

  @Test
  void anAlarmThatFailsSilencesNoOther() {
    long now = clock.nanoTime();
    timers.set(
        new TimerEntry() {
          @Override
          void ring() {
            throw new IllegalStateException("in a test");
          }
        },
        now + 1);
    timers.set(new Recorded(now + 2), now + 2);
    clock.advance(2);
    timers.ringDue();
    assertThat(rung).hasSize(1);
  }
}
