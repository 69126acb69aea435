package dev.tokenstorm.frontend;

import io.temporal.api.common.v1.RetryPolicy;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import java.util.concurrent.TimeUnit;

/**
 * Decides when an activity is retried. The wait before attempt {@code n + 1} is {@code initial ×
 * coefficient^(n-1)}, unless the failure names a wait of its own. Neither is longer than the
 * longest interval, but for a standalone activity's failure, which may name a longer wait.
 * Immutable.
 */
final class Retries {
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LONGEST_IN_FIRSTS = 100;
  private static final double COEFFICIENT = 2;

  private final RetryPolicy policy;
  private final boolean standalone;

  private Retries(RetryPolicy policy, boolean standalone) {
    this.policy = policy;
    this.standalone = standalone;
  }

  /**
   * Returns the retries of a workflow's activity, with a server's defaults for what the policy
   * leaves out.
   */
  static Retries of(RetryPolicy asked) {
    return new Retries(whole(asked), false);
  }

  /** Returns the retries of a standalone activity, with the same defaults. */
  static Retries standalone(RetryPolicy asked) {
    return new Retries(whole(asked), true);
  }

  private static RetryPolicy whole(RetryPolicy asked) {
    RetryPolicy.Builder policy = asked.toBuilder();
    if (WallTime.nanos(asked.getInitialInterval()) == 0) {
      policy.setInitialInterval(WallTime.duration(FIRST_NANOS));
    }
    if (WallTime.nanos(asked.getMaximumInterval()) == 0) {
      long first = WallTime.nanos(policy.getInitialInterval());
      policy.setMaximumInterval(WallTime.duration(LONGEST_IN_FIRSTS * first));
    }
    if (asked.getBackoffCoefficient() == 0) {
      policy.setBackoffCoefficient(COEFFICIENT);
    }
    return policy.build();
  }

  RetryPolicy policy() {
    return policy;
  }

  /**
   * Whether there is another attempt, and after which wait.
   *
   * @param state why there is another attempt, or why there is none
   * @param delayNanos wait before the next attempt
   */
  record Decision(RetryState state, long delayNanos) {
    private static Decision no(RetryState why) {
      return new Decision(why, 0);
    }
  }

  /**
   * Decides after an attempt has failed.
   *
   * @param expiresNanos time after which no attempt may start
   */
  Decision decide(Failure failure, int attempt, long nowNanos, long expiresNanos) {
    if (!retryable(failure)) {
      return Decision.no(RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE);
    }
    if (policy.getMaximumAttempts() > 0 && attempt >= policy.getMaximumAttempts()) {
      return Decision.no(RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED);
    }
    long delay = delay(failure, attempt);
    return expiresNanos - nowNanos < delay
        ? Decision.no(RetryState.RETRY_STATE_TIMEOUT)
        : new Decision(RetryState.RETRY_STATE_IN_PROGRESS, delay);
  }

  /**
   * Decides after an attempt of a paused activity of a workflow has failed: a server counts no
   * attempts then, so that another one follows even the last.
   */
  Decision decidePaused(Failure failure) {
    return retryable(failure)
        ? new Decision(RetryState.RETRY_STATE_IN_PROGRESS, 0)
        : Decision.no(RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE);
  }

  private long delay(Failure failure, int attempt) {
    boolean named = failure.getApplicationFailureInfo().hasNextRetryDelay();
    long name = WallTime.nanos(failure.getApplicationFailureInfo().getNextRetryDelay());
    if (standalone && name > 0) {
      return name;
    }
    double first = WallTime.nanos(policy.getInitialInterval());
    long backOff = (long) (first * Math.pow(policy.getBackoffCoefficient(), attempt - 1.0));
    return Math.min(
        named && !standalone ? name : backOff, WallTime.nanos(policy.getMaximumInterval()));
  }

  private boolean retryable(Failure failure) {
    return switch (failure.getFailureInfoCase()) {
      case TERMINATED_FAILURE_INFO, CANCELED_FAILURE_INFO -> false;
      case TIMEOUT_FAILURE_INFO -> retryable(failure.getTimeoutFailureInfo().getTimeoutType());
      case SERVER_FAILURE_INFO -> !failure.getServerFailureInfo().getNonRetryable();
      case APPLICATION_FAILURE_INFO ->
          !failure.getApplicationFailureInfo().getNonRetryable()
              && !named(failure.getApplicationFailureInfo().getType());
      default -> true;
    };
  }

  private boolean retryable(TimeoutType type) {
    return (type == TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE
            || type == TimeoutType.TIMEOUT_TYPE_HEARTBEAT)
        && !named("TemporalTimeout:" + ActivityTimeouts.name(type));
  }

  private boolean named(String type) {
    return policy.getNonRetryableErrorTypesList().contains(type);
  }
}
