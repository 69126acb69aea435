package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OverloadAbortTest {
  private final List<Ending> stops = new ArrayList<>();
  private final OverloadAbort watch =
      new OverloadAbort("workflow", Duration.ofSeconds(12), stops::add);

  private void measure(int seconds, long arrivals, long closed) {
    for (int second = 0; second < seconds; second++) {
      watch.accept(Seconds.second(second, Phase.MEASURE, 0, arrivals * second, closed * second));
    }
  }

  @Test
  void aServerThatIsFarBehindIsSpared() {
    measure(4, 100, 60);
    assertThat(stops)
        .singleElement()
        .satisfies(
            ending -> {
              assertThat(ending.how()).isEqualTo(Ending.How.ABORTED);
              assertThat(ending.sentence()).endsWith("300 workflows came and 180 closed.");
            });
    measure(10, 100, 60);
    assertThat(stops).hasSize(1);
  }

  @Test
  void aServerThatIsALittleBehindIsMeasured() {
    measure(60, 100, 75);
    assertThat(stops).isEmpty();
  }

  @Test
  void aStallOfSecondsInALongRunMayBeCaughtUpWith() {
    OverloadAbort minute = new OverloadAbort("workflow", Duration.ofMinutes(1), stops::add);
    long closed = 0;
    for (int second = 0; second < 60; second++) {
      boolean stalled = second >= 20 && second < 24;
      closed = stalled ? closed : Math.min(closed + 150, 100L * second);
      minute.accept(Seconds.second(second, Phase.MEASURE, 0, 100L * second, closed));
    }
    assertThat(stops).isEmpty();
  }

  @Test
  void fewArrivalsProveNothingByThemselves() {
    measure(60, 3, 2);
    assertThat(stops).isEmpty();
  }

  @Test
  void theWarmUpFillsTheServerFirst() {
    for (int second = 0; second < 20; second++) {
      watch.accept(Seconds.second(second, Phase.WARMUP, 0, 100L * second, 0));
    }
    assertThat(stops).isEmpty();
  }
}
