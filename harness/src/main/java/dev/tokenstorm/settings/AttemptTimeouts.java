package dev.tokenstorm.settings;

import static dev.tokenstorm.settings.CompletionSettings.COMPLETION_DELAY;
import static dev.tokenstorm.settings.CompletionSettings.HEARTBEAT_INTERVAL;
import static dev.tokenstorm.settings.GreetingSettings.HEARTBEAT_TIMEOUT;
import static dev.tokenstorm.settings.GreetingSettings.START_TO_CLOSE_TIMEOUT;

import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.Outcomes;
import dev.tokenstorm.plan.Patience;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;

/** A check that something can happen to an attempt before a server gives it up. */
final class AttemptTimeouts {
  private AttemptTimeouts() {}

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
        && completion.delay().shortest().compareTo(Patience.ofAllAttempts(greeting, completion))
            < 0;
  }

  private static void checkDelay(
      GreetingPlan greeting, CompletionPlan completion, Settings settings) {
    Duration patience = Patience.of(greeting, completion);
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
            + CompletionSettings.OUTCOMES.flag()
            + " abandon=100.");
  }
}
