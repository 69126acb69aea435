package dev.tokenstorm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawsTest {
  private static final int DRAWS = 100_000;

  private static Draws draws(long seed, String... flags) {
    RunPlan plan = TestPlans.plan(flags);
    return new Draws(seed, plan.completion());
  }

  @Test
  void the_same_coordinates_draw_the_same() {
    String[] mix = {
      "outcomes", "complete=70,fail=10,abandon=10,cancel=10", "completion-delay", "exp:50ms"
    };
    Draws one = draws(7, mix);
    Draws other = draws(7, mix);
    for (long n = 1_000; n > 0; n--) {
      assertThat(other.outcome(n, 3, 2)).isEqualTo(one.outcome(n, 3, 2));
      assertThat(other.delayNanos(n, 3, 2)).isEqualTo(one.delayNanos(n, 3, 2));
    }
  }

  @Test
  void another_seed_workflow_activity_or_attempt_draws_anew() {
    String[] exponential = {"completion-delay", "exp:50ms"};
    Draws draws = draws(7, exponential);
    long here = draws.delayNanos(1, 1, 1);
    assertThat(draws(8, exponential).delayNanos(1, 1, 1)).isNotEqualTo(here);
    assertThat(draws.delayNanos(2, 1, 1)).isNotEqualTo(here);
    assertThat(draws.delayNanos(1, 2, 1)).isNotEqualTo(here);
    assertThat(draws.delayNanos(1, 1, 2)).isNotEqualTo(here);
  }

  @Test
  void each_activity_has_one_command_at_most_at_one_of_its_attempts() {
    Draws draws =
        draws(
            42,
            "workload",
            "standalone",
            "target",
            "null",
            "outcomes",
            "complete=50,fail=48,cancel=2",
            "operate",
            "pause=5%:2s,reset=3%,options=2%");
    Map<OperatorCommand, Integer> counts = new EnumMap<>(OperatorCommand.class);
    Map<Integer, Integer> attempts = new TreeMap<>();
    for (long n = 0; n < DRAWS; n++) {
      int commands = 0;
      for (int attempt = 1; attempt <= 3; attempt++) {
        Optional<OperatorCommand> command = draws.command(n, 1, attempt, 3);
        if (command.isPresent()) {
          commands++;
          counts.merge(command.get(), 1, Integer::sum);
          attempts.merge(attempt, 1, Integer::sum);
          assertThat(draws.cancelled(n)).isFalse();
        }
        if (draws.outcome(n, 1, attempt) == Outcome.COMPLETE) {
          break;
        }
      }
      assertThat(commands).isLessThanOrEqualTo(1);
    }
    assertShare(counts.getOrDefault(OperatorCommand.PAUSE, 0), 0.05 * 0.98);
    assertShare(counts.getOrDefault(OperatorCommand.RESET, 0), 0.03 * 0.98);
    assertShare(counts.getOrDefault(OperatorCommand.OPTIONS, 0), 0.02 * 0.98);
    assertThat(attempts).containsOnlyKeys(1, 2, 3);
    assertThat(draws(42).command(0, 0, 1, 3)).isEmpty();
  }

  @Test
  void shares_come_out_as_planned() {
    Draws draws = draws(42, "outcomes", "complete=88,fail=7,abandon=3,cancel=2");
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (long n = 0; n < DRAWS; n++) {
      counts.merge(draws.outcome(n, 1, 1), 1, Integer::sum);
    }
    assertShare(counts.getOrDefault(Outcome.CANCEL, 0), 0.02);
    assertShare(counts.getOrDefault(Outcome.COMPLETE, 0), 0.88);
    assertShare(counts.getOrDefault(Outcome.FAIL, 0), 0.07);
    assertShare(counts.getOrDefault(Outcome.ABANDON, 0), 0.03);
  }

  /** Five standard deviations of a binomial. */
  private static void assertShare(int count, double share) {
    double deviation = Math.sqrt(DRAWS * share * (1 - share));
    assertThat((double) count)
        .isBetween(DRAWS * share - 5 * deviation, DRAWS * share + 5 * deviation);
  }

  /** A pause may let a failed last attempt be followed by another, which has to end like it. */
  @Test
  void an_attempt_past_the_last_is_drawn_as_the_last() {
    Draws draws =
        Draws.of(
            TestPlans.plan(
                "outcomes",
                "complete=50,fail=50",
                "completion-delay",
                "exp:50ms",
                "max-attempts",
                "2"));
    for (long n = 0; n < 1_000; n++) {
      assertThat(draws.outcome(n, 1, 3)).isEqualTo(draws.outcome(n, 1, 2));
      assertThat(draws.delayNanos(n, 1, 3)).isEqualTo(draws.delayNanos(n, 1, 2));
    }
    assertThat(draws.delayNanos(0, 1, 1)).isNotEqualTo(draws.delayNanos(0, 1, 2));
  }

  @Test
  void cancellation_is_drawn_for_the_workflow_and_not_for_its_parts() {
    Draws draws = draws(42, "outcomes", "complete=50,cancel=50");
    for (long n = 0; n < 1_000; n++) {
      for (int activity = 0; activity < 4; activity++) {
        assertThat(draws.outcome(n, activity, 1) == Outcome.CANCEL).isEqualTo(draws.cancelled(n));
      }
    }
  }

  @Test
  void a_share_of_a_hundred_leaves_no_room_for_another() {
    Draws cancel = draws(1, "outcomes", "cancel=100");
    Draws complete = draws(1);
    Draws fail = draws(1, "outcomes", "fail=100");
    for (long n = 0; n < 10_000; n++) {
      assertThat(cancel.outcome(n, 0, 1)).isEqualTo(Outcome.CANCEL);
      assertThat(complete.outcome(n, 0, 1)).isEqualTo(Outcome.COMPLETE);
      assertThat(fail.outcome(n, 0, 1)).isEqualTo(Outcome.FAIL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "50ms, 50, 50",
    "exp:50ms, 50, 34.66",
    "uniform:10ms..90ms, 50, 50",
    "'lognormal:50ms,0.5', 56.66, 50"
  })
  void delays_have_the_planned_mean_and_median(String delay, double mean, double median) {
    Draws draws = draws(42, "completion-delay", delay);
    long[] nanos =
        LongStream.range(0, DRAWS).map(n -> draws.delayNanos(n, 0, 1)).sorted().toArray();
    assertThat(Arrays.stream(nanos).average().orElseThrow() / 1e6)
        .isBetween(mean * 0.98, mean * 1.02);
    assertThat(nanos[DRAWS / 2] / 1e6).isBetween(median * 0.98, median * 1.02);
    assertThat(nanos[0]).isNotNegative();
  }

  @Test
  void even_delays_stay_within_their_bounds() {
    Draws draws = draws(42, "completion-delay", "uniform:10ms..90ms");
    assertThat(LongStream.range(0, DRAWS).map(n -> draws.delayNanos(n, 0, 1)))
        .allMatch(nanos -> nanos >= 10_000_000 && nanos <= 90_000_000);
  }

  @Test
  void the_wildest_delay_can_still_be_added_to_a_clock() {
    Draws draws = draws(42, "completion-delay", "lognormal:1h,5");
    long longest =
        LongStream.range(0, 1_000_000).map(n -> draws.delayNanos(n, 0, 1)).max().orElse(0);
    assertThat(longest).isLessThanOrEqualTo(Duration.ofDays(365 * 50).toNanos());
  }
}
