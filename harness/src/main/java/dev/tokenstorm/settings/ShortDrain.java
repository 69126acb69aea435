package dev.tokenstorm.settings;

import static dev.tokenstorm.settings.CompletionSettings.COMPLETION_DELAY;
import static dev.tokenstorm.settings.GreetingSettings.STEPS;
import static dev.tokenstorm.settings.LoadSettings.DRAIN_TIMEOUT;

import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.Outcomes;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;

/** A check that a drain is not over before the last workflow can have closed. */
final class ShortDrain {
  private ShortDrain() {}

  /**
   * Checks that the workflow that starts last can close before the drain is over. A closed loop's
   * drain begins with that start. An open loop's begins later, when the next arrival is due.
   *
   * @throws UsageException when it cannot, so that no run passes
   */
  static void check(
      LoadPlan load, GreetingPlan greeting, CompletionPlan completion, Settings settings) {
    Duration least = completion.delay().shortest().multipliedBy(greeting.steps());
    if (least.isZero() || least.compareTo(load.drainTimeout()) < 0) {
      return;
    }
    if (endsWithAStart(load) && completion.park().isEmpty() && onlyCompletes(completion)) {
      throw new UsageException(
          settings.label(DRAIN_TIMEOUT)
              + " "
              + DurationNotation.text(load.drainTimeout())
              + " is over before the last "
              + settings.get(GreetingSettings.WORKLOAD).noun()
              + " can close, which takes "
              + DurationNotation.text(least)
              + " at least with "
              + steps(greeting, settings)
              + settings.label(COMPLETION_DELAY)
              + " "
              + COMPLETION_DELAY.notation().print(completion.delay())
              + "; make it longer than that, or shorten the delay.");
    }
  }

  /** Nothing of a standalone activity, which has no choice. */
  private static String steps(GreetingPlan greeting, Settings settings) {
    return StandaloneLimits.standalone(settings)
        ? ""
        : settings.label(STEPS) + " " + greeting.steps() + " and ";
  }

  private static boolean endsWithAStart(LoadPlan load) {
    return load.workflows().isPresent() && !load.arrivals().open();
  }

  private static boolean onlyCompletes(CompletionPlan completion) {
    Outcomes outcomes = completion.outcomes();
    return outcomes.fail() == 0 && outcomes.abandon() == 0 && outcomes.cancel() == 0;
  }
}
