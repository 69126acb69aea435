package dev.tokenstorm.workload;

import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.Delay;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.OperatorPlan;
import dev.tokenstorm.plan.Outcomes;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.statistics.SplitMix64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The draws decide by chance, as pure functions of (seed, workflow, activity, attempt). So a run
 * can be repeated, and its ends be predicted. Immutable.
 *
 * <p>Each draw hashes its coordinates with the finaliser of {@link SplitMix64}, one round for each
 * coordinate.
 */
public final class Draws {
  /** Separates draws that share coordinates. */
  private static final int CANCEL = 1;

  private static final int OUTCOME = 2;
  private static final int DELAY = 3;
  private static final int DELAY_SECOND = 4;
  private static final int GAP = 5;
  private static final int COMMAND = 6;
  private static final int COMMANDED_ATTEMPT = 7;

  /** Longer than any run, and still far from overflow when it is added to a clock. */
  private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(365 * 50);

  private final long seed;
  private final Outcomes outcomes;
  private final Delay delay;
  private final OperatorPlan operators;
  private final int lastAttempt;

  /** Draws for activities of any number of attempts. */
  public Draws(long seed, CompletionPlan plan) {
    this(seed, plan, Integer.MAX_VALUE);
  }

  private Draws(long seed, CompletionPlan plan, int lastAttempt) {
    this.seed = seed;
    this.outcomes = plan.outcomes();
    this.delay = plan.delay();
    this.operators = plan.operators();
    this.lastAttempt = lastAttempt;
  }

  /**
   * The draws of a run. If a pause lets the last attempt be followed by another, what was drawn for
   * the last one holds for that too, so that it ends as the last one would have.
   */
  public static Draws of(RunPlan plan) {
    return new Draws(plan.seed(), plan.completion(), plan.greeting().maxAttempts());
  }

  /** Whether workflow {@code n} is cancelled while its first activities are pending. */
  public boolean cancelled(long n) {
    return outcomes.cancel() > 0 && uniform(n, 0, 0, CANCEL) * 100 < outcomes.cancel();
  }

  /**
   * What becomes of one attempt. The shares of complete, fail and abandon are taken among the
   * workflows that are not cancelled.
   */
  public Outcome outcome(long n, int activity, int attempt) {
    if (cancelled(n)) {
      return Outcome.CANCEL;
    }
    double total = outcomes.complete() + outcomes.fail() + outcomes.abandon();
    if (outcomes.complete() >= total) {
      return Outcome.COMPLETE;
    }
    double draw = uniform(n, activity, Math.min(attempt, lastAttempt), OUTCOME) * total;
    if (draw < outcomes.complete()) {
      return Outcome.COMPLETE;
    }
    return draw < outcomes.complete() + outcomes.fail() ? Outcome.FAIL : Outcome.ABANDON;
  }

  /** The external completer's own time for one attempt, in nanoseconds; 50 years at most. */
  public long delayNanos(long n, int activity, int attempt) {
    return Math.min(LONGEST_NANOS, drawnNanos(n, activity, Math.min(attempt, lastAttempt)));
  }

  private long drawnNanos(long n, int activity, int attempt) {
    if (delay instanceof Delay.Fixed fixed) {
      return fixed.delay().toNanos();
    }
    double first = uniform(n, activity, attempt, DELAY);
    if (delay instanceof Delay.Exponential exponential) {
      return (long) (SplitMix64.exponential(first) * exponential.mean().toNanos());
    }
    if (delay instanceof Delay.Uniform uniform) {
      long from = uniform.from().toNanos();
      return from + (long) (first * (uniform.to().toNanos() - from));
    }
    Delay.LogNormal logNormal = (Delay.LogNormal) delay;
    double second = uniform(n, activity, attempt, DELAY_SECOND);
    double normal = Math.sqrt(2 * SplitMix64.exponential(first)) * Math.cos(2 * Math.PI * second);
    return (long) (logNormal.median().toNanos() * Math.exp(logNormal.sigma() * normal));
  }

  /**
   * What an operator does to an activity once an attempt of it is pending. Executions that are
   * cancelled are left alone. An activity gets one command at most, at one of the attempts that the
   * draws give it, each as likely as the others.
   *
   * @param attempt from 1
   * @param maxAttempts of the activity
   */
  public Optional<OperatorCommand> command(long n, int activity, int attempt, int maxAttempts) {
    if (!operators.any() || cancelled(n)) {
      return Optional.empty();
    }
    Optional<OperatorCommand> drawn = command(uniform(n, activity, 0, COMMAND) * 100);
    return drawn.filter(
        command -> {
          int attempts = attempts(n, activity, maxAttempts);
          return attempt == 1 + (int) (uniform(n, activity, 0, COMMANDED_ATTEMPT) * attempts);
        });
  }

  private Optional<OperatorCommand> command(double percent) {
    if (percent < operators.pause()) {
      return Optional.of(OperatorCommand.PAUSE);
    }
    if (percent < operators.pause() + operators.reset()) {
      return Optional.of(OperatorCommand.RESET);
    }
    return percent < operators.pause() + operators.reset() + operators.options()
        ? Optional.of(OperatorCommand.OPTIONS)
        : Optional.empty();
  }

  /** How many attempts there are until one is completed, or none is left. */
  private int attempts(long n, int activity, int maxAttempts) {
    int attempts = 1;
    while (attempts < maxAttempts && outcome(n, activity, attempts) != Outcome.COMPLETE) {
      attempts++;
    }
    return attempts;
  }

  /**
   * The gap before arrival {@code n} of a Poisson process, in arrivals: exponentially distributed
   * with mean 1.
   */
  public double gap(long n) {
    return SplitMix64.exponential(uniform(n, 0, 0, GAP));
  }

  /** Evenly distributed in [0, 1), 53 bits. */
  private double uniform(long n, int activity, int attempt, int purpose) {
    long hash = SplitMix64.mix(seed);
    hash = SplitMix64.mix(hash ^ n);
    hash = SplitMix64.mix(hash ^ ((long) activity << 32 | attempt));
    hash = SplitMix64.mix(hash ^ purpose);
    return SplitMix64.unit(hash);
  }
}
