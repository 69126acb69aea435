package dev.tokenstorm.standalone;

import dev.tokenstorm.plan.Patience;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.workload.CompletionContent;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Outcome;
import java.time.Duration;
import java.util.Optional;

/** A standalone activity must end as its draws say. Immutable. */
final class StandaloneExpectation implements Expectation {
  /** The one activity of an execution. */
  static final int ACTIVITY = 0;

  private final CompletionContent content;
  private final Draws draws;
  private final int maxAttempts;
  private final long patienceNanos;

  /**
   * @param patience how long the server waits for an attempt that nobody heartbeats
   */
  StandaloneExpectation(
      CompletionContent content, Draws draws, int maxAttempts, Duration patience) {
    this.content = content;
    this.draws = draws;
    this.maxAttempts = maxAttempts;
    this.patienceNanos = patience.toNanos();
  }

  static StandaloneExpectation of(RunPlan plan, CompletionContent content, Draws draws) {
    return new StandaloneExpectation(
        content,
        draws,
        plan.greeting().maxAttempts(),
        Patience.of(plan.greeting(), plan.completion()));
  }

  @Override
  public ExecutionEnd end(long n, Unissued unissued) {
    return unlessCompleted(n, unissued)
        .orElseGet(() -> ExecutionEnd.completed(content.result(n, ACTIVITY)));
  }

  @Override
  public boolean meets(long n, Unissued unissued, ExecutionEnd end) {
    return end.equals(end(n, unissued));
  }

  private Optional<ExecutionEnd> unlessCompleted(long n, Unissued unissued) {
    if (draws.cancelled(n)) {
      return Optional.of(ExecutionEnd.of(Status.CANCELLED));
    }
    for (int attempt = 1; attempt <= maxAttempts; attempt++) {
      if (outcome(n, attempt, unissued) == Outcome.COMPLETE) {
        return Optional.empty();
      }
    }
    return Optional.of(
        outcome(n, maxAttempts, unissued) == Outcome.FAIL
            ? ExecutionEnd.failed(Cause.APPLICATION)
            : ExecutionEnd.of(Status.TIMED_OUT));
  }

  /** Nobody answers for an attempt that did not reach us. */
  private Outcome outcome(long n, int attempt, Unissued unissued) {
    return unissued.test(ACTIVITY, attempt) ? Outcome.ABANDON : draws.outcome(n, ACTIVITY, attempt);
  }

  @Override
  public Optional<ExecutionEnd> endBy(long n, int activity, int attempt, Outcome answer) {
    return switch (answer) {
      case COMPLETE -> Optional.of(ExecutionEnd.completed(content.result(n, activity)));
      case CANCEL -> Optional.of(ExecutionEnd.of(Status.CANCELLED));
      case FAIL ->
          attempt < maxAttempts
              ? Optional.empty()
              : Optional.of(ExecutionEnd.failed(Cause.APPLICATION));
      case ABANDON -> Optional.empty();
    };
  }

  @Override
  public boolean overdue(long n, int activity, int attempt) {
    return draws.delayNanos(n, activity, attempt) >= patienceNanos;
  }

  @Override
  public boolean endsUnanswered(long n, int activity, int attempt) {
    return attempt >= maxAttempts
        && (draws.outcome(n, activity, attempt) == Outcome.ABANDON
            || overdue(n, activity, attempt));
  }
}
