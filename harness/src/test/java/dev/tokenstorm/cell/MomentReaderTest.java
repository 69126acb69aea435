package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A counter that counts one each second, read by a thread that is held up. */
final class MomentReaderTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final ManualClock clock = new ManualClock();
  private final long startNanos = clock.nanoTime();
  private final Deque<Long> stallsBefore = new ArrayDeque<>();
  private final Deque<Long> stallsAfter = new ArrayDeque<>();
  private int readings;

  private final MomentReader<Double> reader = new MomentReader<>(clock, this::counted);

  private double counted() {
    readings++;
    clock.advance(stallsBefore.isEmpty() ? 0 : stallsBefore.remove());
    double count = (clock.nanoTime() - startNanos) / (double) SECOND;
    clock.advance(stallsAfter.isEmpty() ? 0 : stallsAfter.remove());
    return count;
  }

  private MomentReader.Read<Double> readAfterASecond() {
    clock.advance(SECOND);
    return reader.read();
  }

  @Test
  void aReadingThatNothingHoldsUpIsTakenAtOnce() {
    stallsAfter.add(5 * MILLI);
    MomentReader.Read<Double> read = readAfterASecond();
    assertThat(readings).isEqualTo(1);
    assertThat(read.nanos()).isEqualTo(clock.nanoTime());
    assertThat(read.value()).isEqualTo(1);
  }

  @Test
  void aStallBetweenTheClockAndTheCountsIsOfTheSameIntervalInBoth() {
    stallsBefore.add(3 * SECOND);
    MomentReader.Read<Double> read = readAfterASecond();
    assertThat(readings).isEqualTo(2);
    assertThat(read.value()).isEqualTo((read.nanos() - startNanos) / (double) SECOND).isEqualTo(4);
  }

  @Test
  void aStallAfterTheCountsIsToo() {
    stallsAfter.add(3 * SECOND);
    MomentReader.Read<Double> read = readAfterASecond();
    assertThat(readings).isEqualTo(2);
    assertThat(read.value()).isEqualTo((read.nanos() - startNanos) / (double) SECOND).isEqualTo(4);
  }

  @Test
  void aHostThatAlwaysHoldsItUpDoesNotKeepItForEver() {
    stallsAfter.addAll(List.of(SECOND, SECOND, SECOND, SECOND, SECOND, SECOND, SECOND));
    MomentReader.Read<Double> read = readAfterASecond();
    assertThat(readings).isEqualTo(5);
    assertThat(read.nanos()).isEqualTo(clock.nanoTime());
  }
}
