package dev.tokenstorm.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.Proof;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often the gate is right on histories that are computed: independent runs, 5 % scatter, which
 * is the standard deviation of one run's log figure. The whole gate is asked, change points and
 * suspicion included, once for each run.
 */
final class GateChancesTest {
  private static final double SCATTER = 0.05;
  private static final double STEP = 1.15;

  /** How often, of all histories, a step is found. */
  private record Found(double atFirst, double bySecond, double byThird) {}

  /** How often, of all histories, the newest run is called worse though nothing changed. */
  private record FalseAlarms(double byOne, double byAny) {}

  @Test
  void aStepIsFoundAndAHistoryThatHoldsStillIsNot() {
    Found found = found(600, 20);
    assertThat(found.atFirst()).isGreaterThan(0.58);
    assertThat(found.byThird()).isGreaterThan(0.91);
    FalseAlarms alarms = falseAlarms(1_000, 20);
    assertThat(alarms.byAny()).isLessThan(0.05);
  }

  @Tag("proof")
  @Test
  void aStepOfFifteenPercentIsFound() {
    int histories = 10_000;
    double[][] least = {{5, 0.41, 0.62}, {10, 0.61, 0.90}, {20, 0.69, 0.96}};
    for (double[] row : least) {
      int before = (int) row[0];
      Found found = found(histories, before);
      Proof.found(
          "a step of 15 %% with %d runs before: found at the first run in %.1f of 100, by the"
              + " second in %.1f, by the third in %.1f",
          before, 100 * found.atFirst(), 100 * found.bySecond(), 100 * found.byThird());
      assertThat(found.atFirst()).isGreaterThan(row[1]);
      assertThat(found.byThird()).isGreaterThan(row[2]);
    }
  }

  @Tag("proof")
  @Test
  void aHistoryThatHoldsStillIsRarelyCalledWorse() {
    int histories = 10_000;
    for (int before : new int[] {5, 10, 20, 40}) {
      FalseAlarms alarms = falseAlarms(histories, before);
      Proof.found(
          "nothing changed, %d runs before: called worse by the newest run alone in 1 of %.1f, by"
              + " the newest one, two or three in 1 of %.1f",
          before, 1 / alarms.byOne(), 1 / alarms.byAny());
      assertThat(alarms.byOne()).isLessThan(1 / 33.0);
      assertThat(alarms.byAny()).isLessThan(1 / 26.0);
    }
  }

  private static Found found(int histories, int before) {
    AtomicLongArray first = new AtomicLongArray(3);
    IntStream.range(0, histories)
        .parallel()
        .forEach(
            seed -> {
              MadeUpRuns runs = new MadeUpRuns(seed, SCATTER).with(before, 1);
              for (int run = 0; run < 3; run++) {
                if (runs.with(1, STEP).judged().finding() == GateFinding.WORSE) {
                  first.incrementAndGet(run);
                  return;
                }
              }
            });
    double one = first.get(0) / (double) histories;
    double two = first.get(1) / (double) histories;
    double three = first.get(2) / (double) histories;
    return new Found(one, one + two, one + two + three);
  }

  private static FalseAlarms falseAlarms(int histories, int before) {
    AtomicLongArray counts = new AtomicLongArray(2);
    IntStream.range(0, histories)
        .parallel()
        .forEach(
            seed -> {
              FigureAnswer answer = new MadeUpRuns(seed, SCATTER).with(before + 1, 1).judged();
              if (answer.finding() == GateFinding.WORSE) {
                counts.incrementAndGet(1);
              }
              FigureComparison alone = answer.tests().get(0);
              if (alone.now() > alone.limit()) {
                counts.incrementAndGet(0);
              }
            });
    return new FalseAlarms(counts.get(0) / (double) histories, counts.get(1) / (double) histories);
  }
}
