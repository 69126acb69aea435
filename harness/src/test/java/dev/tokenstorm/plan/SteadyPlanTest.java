package dev.tokenstorm.plan;

import static dev.tokenstorm.settings.Sources.plan;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SteadyPlanTest {

  /** Each row: flags, and whether the load is the same from the end of the warm-up on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "in-flight 10 | true",
        "in-flight 10..20@5s warmup 5s | true",
        "in-flight 10..20@6s warmup 5s | false",
        "rate 10/s duration 9s | true",
        "rate 10/s duration 9s warmup 5s burst 50@4s | true",
        "rate 10/s duration 9s warmup 5s burst 50@5s | false",
        "stages 5s@1/s..10/s,5s@10/s,5s@10/s warmup 5s | true",
        "stages 5s@1/s..10/s,5s@10/s warmup 4s | false",
        "stages 5s@10/s,5s@20/s | false",
        "stages 5s@10/s,5s@0/s | false",
        "park 100 | false",
      })
  void aLoadIsSteadyIfThePlanChangesItInTheWarmUpAlone(String flags, boolean steady) {
    assertThat(plan(flags.split(" ", -1)).steady()).isEqualTo(steady);
  }
}
