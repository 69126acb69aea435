package dev.tokenstorm.search;

import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The strategy looks for the smallest value that reaches the best throughput. It doubles until
 * throughput rises no more, and halves the gap in which it stops rising. Then it repeats the runs
 * that decide, in random order, until the answer's interval is narrow.
 */
final class TuneStrategy implements Strategy {
  private final IntRange range;
  private final long seed;
  private final TrialTiming timing;
  private final ToIntFunction<List<Trial>> smallest;

  /**
   * @param seed of the order of repeats
   * @param smallest the value to begin with, by the runs so far
   */
  TuneStrategy(IntRange range, long seed, TrialTiming timing, ToIntFunction<List<Trial>> smallest) {
    this.range = range;
    this.seed = seed;
    this.timing = timing;
    this.smallest = smallest;
  }

  @Override
  public Step warmup() {
    return timing.warmingUp(
        Math.max(range.from(), Math.min(range.to(), SearchThreshold.WARMING_UP_VALUE.value())));
  }

  @Override
  public Next next(List<Trial> trials, Duration left) {
    Optional<Step> step = value(trials).map(value -> timing.step(Step.Role.POINT, value));
    if (step.isEmpty()) {
      return new Stop(narrow(trials) ? StopReason.NARROW : StopReason.EXHAUSTED);
    }
    return TrialTiming.bound(step.get(), trials).compareTo(left) > 0
        ? new Stop(StopReason.BUDGET)
        : new Run(step.get());
  }

  private Optional<Integer> value(List<Trial> trials) {
    Curve curve = Curve.of(trials);
    Optional<Integer> ascent = ascent(curve, trials);
    if (ascent.isPresent() || curve.values().isEmpty()) {
      return ascent;
    }
    Optional<Integer> gap = gap(curve).flatMap(value -> possible(value, trials));
    return gap.isPresent() ? gap : repeat(curve, trials);
  }

  private Optional<Integer> ascent(Curve curve, List<Trial> trials) {
    NavigableSet<Integer> values = curve.values();
    if (values.isEmpty()) {
      return first(trials);
    }
    int largest = values.last();
    return largest == range.to() || flat(curve, largest)
        ? Optional.empty()
        : possible((int) Math.min(range.to(), 2L * largest), trials);
  }

  /** The smallest value, or twice as much where that leads to nothing. */
  private Optional<Integer> first(List<Trial> trials) {
    long value = smallest.applyAsInt(trials);
    while (value < range.to() && possible((int) value, trials).isEmpty()) {
      value = Math.min(range.to(), 2 * value);
    }
    return possible((int) value, trials);
  }

  private static boolean flat(Curve curve, int largest) {
    return curve.values().headSet(largest, false).stream()
        .anyMatch(
            value ->
                curve.perSecond(largest) < SearchThreshold.RISE.value() * curve.perSecond(value));
  }

  private static Optional<Integer> gap(Curve curve) {
    int high = Knee.smallest(curve);
    return middle(curve.values().lower(high), high);
  }

  private Optional<Integer> repeat(Curve curve, List<Trial> trials) {
    int knee = Knee.smallest(curve);
    TreeSet<Integer> deciding = new TreeSet<>(List.of(knee, curve.best()));
    Optional.ofNullable(curve.values().lower(knee)).ifPresent(deciding::add);
    Optional.ofNullable(curve.values().higher(knee)).ifPresent(deciding::add);
    // It ended the ascent, which may have been a bad moment.
    deciding.add(curve.values().last());
    boolean repeated =
        deciding.stream().allMatch(value -> curve.runs(value) >= SearchThreshold.REPEATS.value());
    if (!repeated) {
      return fewest(curve, trials, deciding);
    }
    if (narrow(trials)) {
      return Optional.empty();
    }
    NavigableSet<Integer> undecided = undecided(curve, knee);
    Optional<Integer> between = between(curve, undecided).flatMap(gap -> possible(gap, trials));
    deciding.addAll(undecided);
    return between.isPresent() ? between : fewest(curve, trials, deciding);
  }

  /**
   * Where values that may be either have far neighbours that are sure, the answer hides between.
   */
  private static Optional<Integer> between(Curve curve, NavigableSet<Integer> undecided) {
    if (undecided.isEmpty()) {
      return Optional.empty();
    }
    int first = undecided.first();
    int last = undecided.last();
    Optional<Integer> below = middle(curve.values().lower(first), first);
    Optional<Integer> above = middle(last, curve.values().higher(last));
    return below
        .filter(unused -> curve.runs(first) > 1)
        .or(() -> above.filter(unused -> curve.runs(last) > 1));
  }

  private static Optional<Integer> middle(@Nullable Integer low, @Nullable Integer high) {
    return low == null
            || high == null
            || high - low <= Math.max(1, SearchThreshold.GAP.value() * high)
        ? Optional.empty()
        : Optional.of(low + (high - low) / 2);
  }

  private boolean narrow(List<Trial> trials) {
    return Knee.of(trials, range, false)
        .filter(
            knee ->
                knee.high() - knee.low()
                    <= Math.max(1, SearchThreshold.WIDTH.value() * knee.value()))
        .isPresent();
  }

  /** The values to both sides of the knee that may be enough and may not be. */
  private static NavigableSet<Integer> undecided(Curve curve, int knee) {
    NavigableSet<Integer> undecided = new TreeSet<>();
    for (int value : curve.values().headSet(knee, false).descendingSet()) {
      if (curve.below(value, SearchThreshold.KNEE_SHARE.value())
          || !further(undecided, value, curve)) {
        break;
      }
    }
    for (int value : curve.values().tailSet(knee, true)) {
      if (curve.reaches(value, SearchThreshold.KNEE_SHARE.value())
          || !further(undecided, value, curve)) {
        break;
      }
    }
    return undecided;
  }

  /** Adds one; whether it was run often enough to look beyond it. */
  private static boolean further(NavigableSet<Integer> undecided, int value, Curve curve) {
    undecided.add(value);
    return curve.runs(value) > 1;
  }

  /** Of the values with the fewest runs one at random, but not the one that was just run. */
  private Optional<Integer> fewest(Curve curve, List<Trial> trials, Set<Integer> values) {
    int last = trials.get(trials.size() - 1).wholeValue();
    List<Integer> open =
        values.stream()
            .filter(value -> value != last || values.size() == 1)
            .filter(value -> possible(value, trials).isPresent())
            .toList();
    int fewest = open.stream().mapToInt(curve::runs).min().orElse(0);
    List<Integer> equal = open.stream().filter(value -> curve.runs(value) == fewest).toList();
    long points = trials.stream().filter(trial -> trial.role() == Step.Role.POINT).count();
    return equal.isEmpty()
        ? Optional.empty()
        : Optional.of(equal.get(new SplittableRandom(seed + points).nextInt(equal.size())));
  }

  /** A value, unless its last runs went wrong one after the other, of themselves. */
  private static Optional<Integer> possible(int value, List<Trial> trials) {
    int failures = 0;
    for (Trial trial : trials) {
      if (trial.role() == Step.Role.POINT
          && trial.wholeValue() == value
          && !trial.ending().cutShort()) {
        failures = trial.standing() == TrialVerdict.HOLDS ? 0 : failures + 1;
      }
    }
    return failures < SearchThreshold.FAILURES.value() ? Optional.of(value) : Optional.empty();
  }
}
