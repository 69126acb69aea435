package dev.tokenstorm.search;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Runs that take no time of ours: what they measure follows from a formula, and from noise that a
 * seed determines.
 */
final class Simulation implements TrialRunner {
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private final Outcome outcome;
  private final SplittableRandom random;
  private long now;

  /** What comes of a run. */
  @FunctionalInterface
  interface Outcome {
    Result of(Step step, SplittableRandom random);
  }

  /**
   * What a run says.
   *
   * @param callSeconds the mean of a completion call
   */
  record Result(
      TrialVerdict standing, double completionsPerSecond, double callSeconds, List<String> faults) {
    Result(TrialVerdict standing, double completionsPerSecond, double callSeconds) {
      this(standing, completionsPerSecond, callSeconds, List.of());
    }
  }

  Simulation(long seed, Outcome outcome) {
    this.outcome = outcome;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Completers of which each has one call under way, at a server that serves so many a second.
   *
   * @param noise the standard deviation of a throughput, as a share of it
   */
  static Simulation completers(long seed, double noise, DoubleUnaryOperator throughput) {
    return new Simulation(
        seed,
        (step, random) -> {
          double perSecond = throughput.applyAsDouble(step.value());
          return new Result(
              TrialVerdict.HOLDS,
              perSecond * Math.exp(noise * random.nextGaussian()),
              step.value() / perSecond * Math.exp(noise / 4 * random.nextGaussian()));
        });
  }

  /** What {@code null:latency=L,capacity=C/s} does: a call is first served, and then delayed. */
  static DoubleUnaryOperator asymptotes(double latencySeconds, double capacity) {
    return completers -> Math.min(completers / (latencySeconds + 1 / capacity), capacity);
  }

  /** Searches to the end. */
  Found search(Strategy strategy, Duration budget) throws InterruptedException {
    return search(strategy, budget, List.of());
  }

  /** Goes on with a search. */
  Found search(Strategy strategy, Duration budget, List<Trial> begun) throws InterruptedException {
    List<Trial> trials = new ArrayList<>(begun);
    StopReason end =
        new Search(strategy, this, clock(), () -> false)
            .run(
                begun,
                now + budget.toNanos(),
                all -> {
                  trials.clear();
                  trials.addAll(all);
                });
    return new Found(end, List.copyOf(trials), Duration.ofNanos(now));
  }

  /** How a search ended, with which runs, and when. */
  record Found(StopReason end, List<Trial> trials, Duration took) {
    /** The values of its runs, in their order, without warm-ups. */
    List<Double> values() {
      return trials.stream()
          .filter(trial -> trial.role() != Step.Role.WARMUP)
          .map(Trial::value)
          .toList();
    }
  }

  NanoClock clock() {
    return () -> now;
  }

  @Override
  public Trial run(Step step, List<Trial> before) {
    Result result = outcome.of(step, random);
    now += step.planned().plus(DRAIN).toNanos();
    return trial(before.size() + 1, step, result);
  }

  private static Trial trial(int number, Step step, Result result) {
    double workflows = result.completionsPerSecond() / 4;
    return new Trial(
        number,
        step.role(),
        step.value(),
        "points/" + number,
        Nanos.toSeconds(step.planned().plus(DRAIN)),
        Nanos.toSeconds(DRAIN),
        Ending.How.FINISHED,
        "passed",
        result.standing(),
        result.faults(),
        List.of(),
        Optional.of(new Bottleneck(Bottleneck.Cause.SERVER_LATENCY, 0.8, "Calls wait.")),
        new TrialFigures(
            Nanos.toSeconds(step.length()),
            workflows,
            result.completionsPerSecond(),
            (int) Math.max(1, step.value()),
            OptionalDouble.of(result.callSeconds()),
            OptionalDouble.of(result.callSeconds() * 4),
            0.1,
            Backlog.NONE));
  }
}
