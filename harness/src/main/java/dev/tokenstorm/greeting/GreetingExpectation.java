package dev.tokenstorm.greeting;

import dev.tokenstorm.plan.Patience;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.workload.Draws;
import dev.tokenstorm.workload.ExecutionEnd;
import dev.tokenstorm.workload.ExecutionEnd.Cause;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Expectation;
import dev.tokenstorm.workload.Outcome;
import java.time.Duration;
import java.util.Optional;

/** A greeting must end as its draws say, and takes as many tokens. Immutable. */
public final class GreetingExpectation implements Expectation {
  private final Greetings greetings;
  private final Draws draws;
  private final int maxAttempts;
  private final long patienceNanos;

  /**
   * @param patience how long the server waits for an attempt that nobody heartbeats
   */
  public GreetingExpectation(Greetings greetings, Draws draws, int maxAttempts, Duration patience) {
    this.patienceNanos = patience.toNanos();
    this.greetings = greetings;
    this.draws = draws;
    this.maxAttempts = maxAttempts;
  }

  public static GreetingExpectation of(RunPlan plan) {
    return new GreetingExpectation(
        new Greetings(plan.greeting()),
        Draws.of(plan),
        plan.greeting().maxAttempts(),
        Patience.of(plan.greeting(), plan.completion()));
  }

  /** A greeting is closed by its worker, whatever its activities' answers are. */
  @Override
  public Optional<ExecutionEnd> endBy(long n, int activity, int attempt, Outcome answer) {
    return Optional.empty();
  }

  @Override
  public boolean overdue(long n, int activity, int attempt) {
    return draws.delayNanos(n, activity, attempt) >= patienceNanos;
  }

  /** A greeting whose activity has timed out is closed by its worker. */
  @Override
  public boolean endsUnanswered(long n, int activity, int attempt) {
    return false;
  }

  @Override
  public ExecutionEnd end(long n, Unissued unissued) {
    return unlessCompleted(n, unissued)
        .orElseGet(() -> ExecutionEnd.completed(greetings.workflowResult(n)));
  }

  @Override
  public boolean meets(long n, Unissued unissued, ExecutionEnd end) {
    Optional<ExecutionEnd> other = unlessCompleted(n, unissued);
    return other.isPresent()
        ? end.equals(other.get())
        : end.status() == Status.COMPLETED && greetings.isWorkflowResult(n, end.result());
  }

  private Optional<ExecutionEnd> unlessCompleted(long n, Unissued unissued) {
    if (draws.cancelled(n)) {
      return Optional.of(ExecutionEnd.of(Status.CANCELLED));
    }
    for (int branch = 0; branch < greetings.branches(); branch++) {
      for (int step = 0; step < greetings.steps(); step++) {
        int activity = branch * greetings.steps() + step;
        if (attempts(n, activity, unissued) > maxAttempts) {
          return Optional.of(ExecutionEnd.failed(lastCause(n, activity, unissued)));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * How many attempts the server starts for workflow {@code n}, when none goes astray or is late.
   */
  public long tokens(long n) {
    if (draws.cancelled(n)) {
      return greetings.branches();
    }
    long tokens = 0;
    for (int branch = 0; branch < greetings.branches(); branch++) {
      for (int step = 0; step < greetings.steps(); step++) {
        int attempts = attempts(n, branch * greetings.steps() + step, Unissued.NONE);
        tokens += Math.min(attempts, maxAttempts);
        if (attempts > maxAttempts) {
          break;
        }
      }
    }
    return tokens;
  }

  /** The attempt that completes the activity; more than the most when none does. */
  private int attempts(long n, int activity, Unissued unissued) {
    int attempt = 1;
    while (attempt <= maxAttempts
        && (unissued.test(activity, attempt)
            || draws.outcome(n, activity, attempt) != Outcome.COMPLETE)) {
      attempt++;
    }
    return attempt;
  }

  /** A pause may let the last attempt be followed by another. */
  private Cause lastCause(long n, int activity, Unissued unissued) {
    return !unissued.test(activity, maxAttempts)
            && !unissued.test(activity, maxAttempts + 1)
            && draws.outcome(n, activity, maxAttempts) == Outcome.FAIL
        ? Cause.APPLICATION
        : Cause.TIMEOUT;
  }
}
