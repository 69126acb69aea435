package dev.tokenstorm.plan;

import static dev.tokenstorm.plan.RunSettings.COMPLETION_DELAY;
import static dev.tokenstorm.plan.RunSettings.HEARTBEAT_INTERVAL;
import static dev.tokenstorm.plan.RunSettings.HEARTBEAT_TIMEOUT;
import static dev.tokenstorm.plan.RunSettings.START_TO_CLOSE_TIMEOUT;

import java.time.Duration;

/** How long a server waits for an attempt, and whether anything can happen in that time. */
public final class Patience {
  private static final Duration FIRST_RETRY_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY_PAUSE = Duration.ofSeconds(100);

  private Patience() {}

  /**
   * How long a server waits for an attempt that goes as planned: its start-to-close timeout, or its
   * heartbeat timeout if that is shorter and nobody heartbeats.
   */
  public static Duration of(GreetingPlan greeting, CompletionPlan completion) {
    Duration timeout = greeting.startToCloseTimeout();
    return completion.heartbeatInterval().isPresent()
        ? timeout
        : greeting
            .heartbeatTimeout()
            .filter(heartbeat -> heartbeat.compareTo(timeout) < 0)
            .orElse(timeout);
  }

  /**
   * Checks that an attempt can be completed, and heartbeated if it is to be, before it times out.
   *
   * @throws UsageException when none can
   */
  static void check(GreetingPlan greeting, CompletionPlan completion, Settings settings) {
    completion
        .heartbeatInterval()
        .ifPresent(interval -> checkHeartbeats(interval, greeting, settings));
    if (answers(completion.outcomes()) && !outlives(greeting, completion)) {
      checkDelay(greeting, completion, settings);
    }
  }

  private static void checkHeartbeats(Duration interval, GreetingPlan greeting, Settings settings) {
    if (interval.compareTo(greeting.startToCloseTimeout()) >= 0) {
      throw new UsageException(
          settings.label(HEARTBEAT_INTERVAL)
              + " must be shorter than "
              + settings.label(START_TO_CLOSE_TIMEOUT)
              + ", or every attempt is over before its first heartbeat: "
              + DurationNotation.text(interval)
              + " is not less than "
              + DurationNotation.text(greeting.startToCloseTimeout())
              + ".");
    }
  }

  /**
   * Whether the external completer completes anything. What it never completes times out on
   * purpose.
   */
  private static boolean answers(Outcomes outcomes) {
    return outcomes.complete() > 0 || outcomes.fail() > 0;
  }

  /**
   * Whether a completion lands though its attempt is over: by id it lands on a later one, as long
   * as there is one.
   */
  private static boolean outlives(GreetingPlan greeting, CompletionPlan completion) {
    return completion.by() == CompletionPlan.CompleteBy.ID
        && completion.delay().shortest().compareTo(ofAllAttempts(greeting, completion)) < 0;
  }

  /** All attempts, and the pauses between them: Temporal's default is 1 s, doubled up to 100 s. */
  private static Duration ofAllAttempts(GreetingPlan greeting, CompletionPlan completion) {
    Duration all = of(greeting, completion).multipliedBy(greeting.maxAttempts());
    Duration pause = FIRST_RETRY_PAUSE;
    for (int retry = 1; retry < greeting.maxAttempts(); retry++) {
      all = all.plus(pause);
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_RETRY_PAUSE) >= 0) {
        return all.plus(LONGEST_RETRY_PAUSE.multipliedBy(greeting.maxAttempts() - 1L - retry));
      }
    }
    return all;
  }

  private static void checkDelay(
      GreetingPlan greeting, CompletionPlan completion, Settings settings) {
    Duration patience = of(greeting, completion);
    if (completion.delay().shortest().compareTo(patience) < 0) {
      return;
    }
    boolean heartbeat = patience.compareTo(greeting.startToCloseTimeout()) < 0;
    throw new UsageException(
        settings.label(COMPLETION_DELAY)
            + " "
            + COMPLETION_DELAY.notation().print(completion.delay())
            + " is never shorter than "
            + settings.label(heartbeat ? HEARTBEAT_TIMEOUT : START_TO_CLOSE_TIMEOUT)
            + " "
            + DurationNotation.text(patience)
            + ", so that every attempt times out before it is completed; shorten the delay, "
            + (heartbeat ? "give " + HEARTBEAT_INTERVAL.flag() : "lengthen the timeout")
            + ", or let activities time out with "
            + RunSettings.OUTCOMES.flag()
            + " abandon=100.");
  }
}
