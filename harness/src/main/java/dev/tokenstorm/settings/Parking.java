package dev.tokenstorm.settings;

import static dev.tokenstorm.settings.CompletionSettings.HEARTBEAT_INTERVAL;
import static dev.tokenstorm.settings.CompletionSettings.OUTCOMES;
import static dev.tokenstorm.settings.CompletionSettings.PARK;
import static dev.tokenstorm.settings.GreetingSettings.HEARTBEAT_TIMEOUT;

import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.Outcomes;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.UsageException;
import java.time.Duration;
import java.util.Locale;

/** A check that as many tokens as are to be parked can be pending at one time, and stay so. */
final class Parking {
  private final RunPlan plan;
  private final Settings settings;
  private final long tokens;

  private Parking(RunPlan plan, Settings settings, long tokens) {
    this.plan = plan;
    this.settings = settings;
    this.tokens = tokens;
  }

  /**
   * Checks.
   *
   * @throws UsageException when they cannot
   */
  static void check(RunPlan plan, Settings settings) {
    plan.completion().park().ifPresent(tokens -> new Parking(plan, settings, tokens).check());
  }

  private void check() {
    Outcomes outcomes = plan.completion().outcomes();
    if (outcomes.abandon() > 0 || outcomes.cancel() > 0) {
      throw new UsageException(
          settings.label(PARK)
              + " holds completions back, and "
              + settings.label(OUTCOMES)
              + " has tokens that are never completed; leave abandon and cancel out of it.");
    }
    if (plan.greeting().heartbeatTimeout().isPresent()
        && plan.completion().heartbeatInterval().isEmpty()) {
      throw new UsageException(
          settings.label(PARK)
              + " with "
              + settings.label(HEARTBEAT_TIMEOUT)
              + " needs "
              + HEARTBEAT_INTERVAL.flag()
              + ", or parked tokens time out.");
    }
    checkNumber(plan.load().arrivals().inFlight(), LoadSettings.IN_FLIGHT);
    plan.load().workflows().ifPresent(workflows -> checkNumber(workflows, LoadSettings.WORKFLOWS));
    if (plan.load().arrivals() instanceof LoadPlan.OpenLoop open) {
      plan.load().duration().ifPresent(duration -> checkEnd(open, duration));
      checkHold(open);
    }
  }

  private void checkNumber(long workflows, Setting<?> setting) {
    long pending = workflows * plan.shape().branches();
    if (pending < tokens) {
      String given = settings.label(setting) + " " + workflows;
      throw never(
          (plan.workload() == WorkloadKind.STANDALONE
                  ? given + " leaves"
                  : given
                      + " and "
                      + settings.label(GreetingSettings.BRANCHES)
                      + " "
                      + plan.shape().branches()
                      + " leave")
              + " at most "
              + pending
              + " pending");
    }
  }

  private void checkEnd(LoadPlan.OpenLoop open, Duration duration) {
    if (pending(open, duration) < tokens) {
      throw never(
          String.format(
              Locale.ROOT,
              "the %s that start within %s have about %.0f pending",
              plan.workload().plural(),
              DurationNotation.text(duration),
              pending(open, duration)));
    }
  }

  private void checkHold(LoadPlan.OpenLoop open) {
    if (pending(open, plan.longestHold()) < tokens) {
      throw never(
          String.format(
              Locale.ROOT,
              "about %.0f are pending after half of %s %s, when they must be completed before they"
                  + " time out",
              pending(open, plan.longestHold()),
              settings.label(GreetingSettings.START_TO_CLOSE_TIMEOUT),
              DurationNotation.text(plan.greeting().startToCloseTimeout())));
    }
  }

  /** Tokens of the workflows that start in the first part of the measured phase. */
  private double pending(LoadPlan.OpenLoop open, Duration first) {
    Duration warmup = plan.load().warmup();
    return (open.arrivals(warmup.plus(first)) - open.arrivals(warmup)) * plan.shape().branches();
  }

  private UsageException never(String reason) {
    return new UsageException(
        settings.label(PARK) + " must be lower, or never comes to " + tokens + ": " + reason + ".");
  }
}
