package dev.tokenstorm.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Expectation.Unissued;
import dev.tokenstorm.workload.Outcome;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandaloneExpectationTest {

  private static RunPlan plan(String... flags) {
    return TestPlans.plan(
        Stream.concat(Stream.of("workload", "standalone", "target", "null"), Stream.of(flags))
            .toArray(String[]::new));
  }

  private static StandaloneExpectation expectation(RunPlan plan) {
    return StandaloneExpectation.of(
        plan,
        new StandaloneContent(new Greetings(plan.greeting())),
        new Draws(plan.seed(), plan.completion()));
  }

  private static StandaloneExpectation expectation(String... flags) {
    return expectation(plan(flags));
  }

  @Test
  void aCompletedExecutionHasItsActivitysResult() {
    assertThat(expectation().end(3, Unissued.NONE))
        .isEqualTo(ExecutionEnd.completed("Hello World 3"));
    assertThat(expectation("payload-bytes", "16").end(3, Unissued.NONE))
        .isEqualTo(ExecutionEnd.completed("Hello World 3~~~"));
    assertThat(expectation().meets(3, Unissued.NONE, ExecutionEnd.completed("Hello World 4")))
        .isFalse();
  }

  @Test
  void anExecutionThatNobodyAnswersForTimesOutItself() {
    assertThat(expectation("outcomes", "abandon=100").end(0, Unissued.NONE))
        .isEqualTo(ExecutionEnd.of(Status.TIMED_OUT));
    assertThat(expectation("max-attempts", "2").end(0, (activity, attempt) -> true))
        .isEqualTo(ExecutionEnd.of(Status.TIMED_OUT));
    assertThat(
            expectation("outcomes", "fail=100", "max-attempts", "3")
                .end(0, (activity, attempt) -> attempt == 3))
        .isEqualTo(ExecutionEnd.of(Status.TIMED_OUT));
  }

  @Test
  void onlyTheLastFailureClosesAnExecution() {
    StandaloneExpectation expectation = expectation("outcomes", "fail=100", "max-attempts", "3");
    assertThat(expectation.end(0, Unissued.NONE)).isEqualTo(ExecutionEnd.failed(Cause.APPLICATION));
    assertThat(expectation.endBy(0, 0, 2, Outcome.FAIL)).isEmpty();
    assertThat(expectation.endBy(0, 0, 3, Outcome.FAIL))
        .contains(ExecutionEnd.failed(Cause.APPLICATION));
  }

  @Test
  void theServerEndsWhatNobodyAnswersInTimeAndDoesNotTryAgain() {
    StandaloneExpectation abandoned = expectation("outcomes", "abandon=100", "max-attempts", "2");
    assertThat(abandoned.endsUnanswered(0, 0, 1)).isFalse();
    assertThat(abandoned.endsUnanswered(0, 0, 2)).isTrue();
    assertThat(expectation("outcomes", "fail=100").endsUnanswered(0, 0, 3)).isFalse();
    StandaloneExpectation late =
        expectation(
            "completion-delay", "uniform:1s..3s", "heartbeat-timeout", "2s", "max-attempts", "1");
    LongPredicate overdue = n -> late.overdue(n, 0, 1);
    assertThat(LongStream.range(0, 100).filter(overdue).count()).isBetween(20L, 80L);
    assertThat(LongStream.range(0, 100).filter(n -> late.endsUnanswered(n, 0, 1)))
        .containsExactlyElementsOf(LongStream.range(0, 100).filter(overdue).boxed().toList());
  }

  @Test
  void endsFollowFromTheDrawsOfEachAttempt() {
    RunPlan plan =
        plan("outcomes", "complete=40,fail=25,abandon=25,cancel=10", "max-attempts", "2");
    StandaloneExpectation expectation = expectation(plan);
    Draws draws = new Draws(plan.seed(), plan.completion());
    Set<Status> seen = EnumSet.noneOf(Status.class);
    for (long n = 0; n < 1_000; n++) {
      Outcome first = draws.outcome(n, 0, 1);
      Outcome last = first == Outcome.COMPLETE ? first : draws.outcome(n, 0, 2);
      ExecutionEnd expected =
          switch (last) {
            case COMPLETE -> ExecutionEnd.completed("Hello World " + n);
            case FAIL -> ExecutionEnd.failed(Cause.APPLICATION);
            case ABANDON -> ExecutionEnd.of(Status.TIMED_OUT);
            case CANCEL -> ExecutionEnd.of(Status.CANCELLED);
          };
      assertThat(expectation.end(n, Unissued.NONE)).isEqualTo(expected);
      assertThat(expectation.meets(n, Unissued.NONE, expected)).isTrue();
      seen.add(expected.status());
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            Status.COMPLETED, Status.FAILED, Status.TIMED_OUT, Status.CANCELLED);
  }
}
