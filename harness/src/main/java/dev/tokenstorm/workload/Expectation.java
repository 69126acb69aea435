package dev.tokenstorm.workload;

import java.util.Optional;

/**
 * An execution must end as its draws say. The expectation is recomputed whenever it is asked for,
 * and never kept. Thread-safe.
 */
public interface Expectation {

  /** Which attempts never reached us, and so ran into their timeout whatever was drawn for them. */
  @FunctionalInterface
  interface Unissued {
    /** Every attempt reached us. */
    Unissued NONE = (activity, attempt) -> false;

    boolean test(int activity, int attempt);
  }

  /** How execution {@code n} must end. */
  ExecutionEnd end(long n, Unissued unissued);

  /** Whether execution {@code n} ended as {@link #end} says, which need not be put into words. */
  boolean meets(long n, Unissued unissued, ExecutionEnd end);

  /**
   * How execution {@code n} ends by the acknowledged answer to an attempt of its last activity;
   * empty when it goes on, as after a failure that is retried. It is asked only where the shape
   * says that the last token closes the execution.
   */
  Optional<ExecutionEnd> endBy(long n, int activity, int attempt, Outcome answer);

  /**
   * Whether the external completer was drawn to take longer for an attempt than the server waits.
   */
  boolean overdue(long n, int activity, int attempt);

  /**
   * Whether the server ends execution {@code n} by itself once an attempt's time is over, because
   * nobody answers for the attempt and no other follows. Nobody else sees such an end.
   */
  boolean endsUnanswered(long n, int activity, int attempt);
}
