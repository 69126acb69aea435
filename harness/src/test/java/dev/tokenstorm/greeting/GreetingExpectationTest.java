package dev.tokenstorm.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Expectation.Unissued;
import dev.tokenstorm.workload.Outcome;
import org.junit.jupiter.api.Test;

class GreetingExpectationTest {
  private static GreetingExpectation expectation(String... flags) {
    return GreetingExpectation.of(TestPlans.plan(flags));
  }

  @Test
  void where_all_is_completed_a_greeting_takes_one_token_an_activity() {
    GreetingExpectation expectation = expectation();
    assertThat(expectation.tokens(3)).isEqualTo(4);
    assertThat(expectation.end(3, Unissued.NONE))
        .isEqualTo(
            ExecutionEnd.completed("Hello World 3; Bye World 3\nHola World 3; Chao World 3"));
  }

  @Test
  void where_all_fails_each_branch_stops_at_its_first_activity() {
    GreetingExpectation expectation =
        expectation("outcomes", "fail=100", "branches", "3", "max-attempts", "4");
    assertThat(expectation.tokens(0)).isEqualTo(12);
    assertThat(expectation.end(0, Unissued.NONE)).isEqualTo(ExecutionEnd.failed(Cause.APPLICATION));
  }

  @Test
  void where_all_is_abandoned_the_workflow_fails_of_a_timeout() {
    GreetingExpectation expectation = expectation("outcomes", "abandon=100");
    assertThat(expectation.tokens(0)).isEqualTo(6);
    assertThat(expectation.end(0, Unissued.NONE)).isEqualTo(ExecutionEnd.failed(Cause.TIMEOUT));
  }

  @Test
  void a_cancelled_workflow_takes_one_token_a_branch() {
    GreetingExpectation expectation = expectation("outcomes", "cancel=100", "branches", "5");
    assertThat(expectation.tokens(0)).isEqualTo(5);
    assertThat(expectation.end(0, Unissued.NONE)).isEqualTo(ExecutionEnd.of(Status.CANCELLED));
  }

  @Test
  void an_attempt_that_never_came_counts_as_timed_out() {
    GreetingExpectation expectation = expectation("max-attempts", "2");
    assertThat(expectation.end(0, (activity, attempt) -> activity == 2 && attempt == 1))
        .isEqualTo(expectation.end(0, Unissued.NONE));
    assertThat(expectation.end(0, (activity, attempt) -> activity == 2))
        .isEqualTo(ExecutionEnd.failed(Cause.TIMEOUT));
  }

  @Test
  void a_failing_workflow_whose_last_attempt_never_came_fails_of_a_timeout() {
    GreetingExpectation expectation = expectation("outcomes", "fail=100", "max-attempts", "3");
    assertThat(expectation.end(0, (activity, attempt) -> attempt == 3))
        .isEqualTo(ExecutionEnd.failed(Cause.TIMEOUT));
    assertThat(expectation.end(0, (activity, attempt) -> attempt == 2))
        .isEqualTo(ExecutionEnd.failed(Cause.APPLICATION));
    // The last one failed while it was paused, so another followed, which never came.
    assertThat(expectation.end(0, (activity, attempt) -> attempt == 4))
        .isEqualTo(ExecutionEnd.failed(Cause.TIMEOUT));
  }

  @Test
  void a_mixed_workload_ends_as_a_walk_through_its_draws_says() {
    RunPlan plan =
        TestPlans.plan("outcomes", "complete=50,fail=20,abandon=20,cancel=10", "max-attempts", "2");
    GreetingExpectation expectation = GreetingExpectation.of(plan);
    Draws draws = new Draws(plan.seed(), plan.completion());
    for (long n = 0; n < 2_000; n++) {
      long tokens = 0;
      ExecutionEnd end = ExecutionEnd.completed(new Greetings(plan.greeting()).workflowResult(n));
      for (int branch = 1; branch >= 0; branch--) {
        boolean alive = true;
        for (int step = 0; step < 2 && alive; step++) {
          int activity = branch * 2 + step;
          tokens++;
          if (draws.outcome(n, activity, 1) != Outcome.COMPLETE) {
            tokens++;
            Outcome second = draws.outcome(n, activity, 2);
            if (second != Outcome.COMPLETE) {
              alive = false;
              end = ExecutionEnd.failed(second == Outcome.FAIL ? Cause.APPLICATION : Cause.TIMEOUT);
            }
          }
        }
      }
      boolean cancelled = draws.cancelled(n);
      assertThat(expectation.tokens(n)).isEqualTo(cancelled ? 2 : tokens);
      assertThat(expectation.end(n, Unissued.NONE))
          .isEqualTo(cancelled ? ExecutionEnd.of(Status.CANCELLED) : end);
    }
  }
}
