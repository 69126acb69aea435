package dev.tokenstorm.search;

import dev.tokenstorm.objective.Threshold;
import dev.tokenstorm.objective.Unit;

/**
 * The numbers by which searches decide. {@code docs/searching.md} has a table of them, which a test
 * compares with this one.
 */
public enum SearchThreshold implements Threshold {
  // How long runs are
  TUNE_RUNS(Unit.COUNT, 40, "runs that the budget of `tune` has room for"),
  TUNE_PARTS(
      Unit.COUNT, 3, "equal parts of a run of `tune`; the first is its warm-up, if none is given"),
  TUNE_SHORTEST(Unit.SECONDS, 1.5, "is the shortest measured phase of `tune`"),
  TUNE_LONGEST(Unit.SECONDS, 10, "is the longest measured phase of `tune`"),
  CAPACITY_RUNS(
      Unit.COUNT, 14, "runs that the budget of `capacity` has room for, confirmations apart"),
  CAPACITY_CONFIRMATIONS(Unit.COUNT, 2, "confirmations that this budget has room for"),
  CAPACITY_WARMUP(Unit.RATIO, 0.15, "of a run of `capacity` is its warm-up, if none is given"),
  CAPACITY_LENGTH(Unit.RATIO, 0.65, "of a run of `capacity` is its measured phase, likewise"),
  CAPACITY_SHORTEST(Unit.SECONDS, 2, "is the shortest measured phase of `capacity`"),
  CAPACITY_LONGEST(Unit.SECONDS, 20, "is the longest measured phase of `capacity`"),
  CAPACITY_REST(Unit.RATIO, 0.05, "of a run of `capacity` is the pause before it"),
  REST_SHORTEST(Unit.SECONDS, 0.1, "is the shortest such pause"),
  REST_LONGEST(Unit.SECONDS, 2, "is the longest such pause"),
  WARMUP_SHORTEST(Unit.SECONDS, 0.5, "is the shortest warm-up, if none is given"),
  WARMUP_LONGEST(Unit.SECONDS, 5, "is the longest warm-up, unless workflows take longer"),
  WARMING_UP_VALUE(Unit.COUNT, 16, "completers, or workflows in flight, of the run that warms up"),
  WARMING_UP_SHORTEST(Unit.SECONDS, 3, "is the shortest phase of the run that warms up"),
  WARMING_UP_LONGEST(Unit.SECONDS, 10, "is the longest phase of the run that warms up"),
  LATEST_RUNS(Unit.COUNT, 5, "latest runs tell how far the next one will exceed its plan"),
  EXCESS_MARGIN(Unit.COUNT, 1.5, "times the largest of these excesses is reserved for the next"),
  EXCESS_FLOOR(Unit.SECONDS, 1, "is the least that is reserved for a run beyond its plan"),

  // Tune
  KNEE_SHARE(Unit.RATIO, 0.95, "of the best throughput counts as the best"),
  KNEE_MARGIN(Unit.RATIO, 0.2, "more than the interval's upper end is recommended"),
  NEAR_END(Unit.RATIO, 0.9, "of the best number, if it is the largest run: the knee may be beyond"),
  RISE(Unit.COUNT, 1.05, "times the throughput of a smaller number, or the doubling ends"),
  GAP(Unit.RATIO, 0.05, "of the larger of two neighbours is a gap that is not halved"),
  WIDTH(Unit.RATIO, 0.1, "of the knee is an interval that is narrow enough"),
  REPEATS(Unit.COUNT, 3, "runs of each number that decides"),
  FAILURES(Unit.COUNT, 2, "runs in a row that went wrong exclude a number"),
  QUIET(Unit.RATIO, 0.25, "of the knee: up to it hardly any call waits for another"),
  BUSY(Unit.RATIO, 0.9, "of completers, or of all cores, in use are all of them"),
  LONGER(Unit.COUNT, 1.25, "times the shortest mean call, by chance"),
  LONGER_WHERE_FLAT(Unit.COUNT, 1.05, "times the same, where throughput is close to the best"),
  TOKENS(Unit.COUNT, 4, "tokens for each completer are in flight"),
  DELAYED(Unit.COUNT, 2, "tokens for each that `--completion-delay` holds back on average"),
  ELSEWHERE(Unit.COUNT, 1.5, "times the workflows that Little's law finds elsewhere"),
  FEWEST_IN_FLIGHT(Unit.COUNT, 8, "workflows are in flight at least"),
  MOST_IN_FLIGHT(Unit.COUNT, 100_000, "workflows are in flight at most, unless you say so"),
  GROWTH_LIMIT(Unit.COUNT, 2.5, "times the highest throughput so far is expected of a run at most"),
  DRAINED(Unit.RATIO, 0.5, "of a measured phase may pass until the default in flight has drained"),
  LONGEST_DRAIN(Unit.RATIO, 0.05, "of the budget may pass until a given `--in-flight` has drained"),

  // Capacity
  GROWTH(Unit.RATIO, 0.01, "of the arrivals may pile up"),
  DOUBTFUL_GROWTH(
      Unit.RATIO,
      0.02,
      "of the arrivals: if more pile up, a rate just breaks, where it is not sure"),
  CLOSE_TO_LIMIT(Unit.RATIO, 0.05, "of a bound: a figure so near to it just holds or breaks"),
  DECIDED(Unit.COUNT, 2, "points decide a rate; a clear run has 2, one that was close 1"),
  CONFIRMED(Unit.COUNT, 2, "times as many points are a clear confirmation's"),
  MOST_RUNS(Unit.COUNT, 3, "runs of a rate, after which the majority decides"),
  SURE_RUNS(Unit.COUNT, 2, "runs make sure of the rate that bounds the answer from above"),
  BEGIN(Unit.RATIO, 0.9, "of what the closed loop did is the first rate"),
  FIRST_STEP(Unit.COUNT, 1.5, "times the first rate is the second, up or down"),
  LARGEST_STEP(Unit.COUNT, 2, "times the rate before is the largest step"),
  MOST_DOWN(Unit.COUNT, 12, "rates that break, one below the other, end the search"),
  NEAR(Unit.COUNT, 1.03, "times the rate that holds is near enough for the one that breaks"),
  UNDER(Unit.COUNT, 1.01, "times a rate: if the server closes so much, that rate holds"),
  DIGITS(Unit.COUNT, 3, "significant digits make up a rate"),
  LEAST_ARRIVALS(Unit.COUNT, 5, "arrivals are the fewest of a run"),
  WORKFLOWS_IN_WARMUP(Unit.COUNT, 2, "times as long as a workflow takes is the shortest warm-up"),
  SMALL_GAP(Unit.COUNT, 1.05, "times the confirmed rate: up to it no rate between is confirmed"),
  STEP_DOWN(Unit.RATIO, 0.03, "lower is the rate after one that was not confirmed"),
  FURTHER(Unit.COUNT, 3, "times as far down is each further such rate"),
  MOST_STEP_DOWN(Unit.RATIO, 0.5, "lower is such a rate at most"),
  OF_CLOSED(Unit.RATIO, 0.99, "of what a server closed that fell behind is what it can do"),
  COLLAPSED(Unit.RATIO, 0.75, "of the arrivals: a server that closes less has collapsed"),

  // Completers of capacity
  POOL_FEWEST(Unit.COUNT, 64, "completers are the fewest of a run at a rate, unless you give them"),
  POOL_ROOM(
      Unit.COUNT, 2, "times as many as Little's law finds busy at that rate, if that is more"),
  POOL_STEP(Unit.COUNT, 4, "times as many follow where all were busy, until that gains nothing"),
  POOL_RATIO(
      Unit.COUNT, 2, "times as many or as few that complete as much show that all are enough"),
  POOL_NEAR(
      Unit.RATIO, 0.8, "of all must be busy just below the rate that broke, or they are enough"),
  POOL_MOST(Unit.COUNT, 1_024, "completers are the most of a run at a rate, unless you give them"),

  // When a run is stopped early
  ABORT_FLOOR(Unit.SECONDS, 3, "is the shortest time over which arrivals are compared with closes"),
  ABORT_LENGTH(Unit.RATIO, 0.25, "of the measured phase, if that is longer"),
  ABORT_SHARE(Unit.RATIO, 0.2, "of the arrivals: if more do not close, the run is stopped"),
  ABORT_MOST(Unit.RATIO, 0.5, "of few arrivals: chance explains no more for long"),
  ABORT_Z(Unit.COUNT, 3, "standard deviations of a number of arrivals come on top for chance");

  private final Unit unit;
  private final double value;
  private final String sentence;

  SearchThreshold(Unit unit, double value, String sentence) {
    this.unit = unit;
    this.value = value;
    this.sentence = sentence;
  }

  @Override
  public Unit unit() {
    return unit;
  }

  @Override
  public double value() {
    return value;
  }

  /** What the number is of, as a sentence that begins with it. */
  String sentence() {
    return sentence;
  }
}
