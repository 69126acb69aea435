package dev.tokenstorm.regression;

import dev.tokenstorm.statistics.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the change points of a series by E-divisive with energy statistics (Matteson and James: A
 * Nonparametric Approach for Multiple Change Point Analysis of Multivariate Data, Journal of the
 * American Statistical Association 109, 2014).
 *
 * <p>The stretch that can be split best is split there, as long as chance does not explain the
 * split. Chance is tried out: the numbers of each stretch are put into other orders, and the best
 * split of these is looked for. The orders follow from a fixed seed and from the numbers, so the
 * same series always has the same change points, and no place is favoured in all series.
 */
public final class ChangePoints {
  private static final long SEED = 2014;

  private final double[] numbers;
  private final int least;
  private final long seed;
  private final TreeSet<Integer> ends = new TreeSet<>();

  /** How many draws were made. */
  private long draws;

  private ChangePoints(double[] numbers, int least) {
    this.numbers = numbers;
    this.least = least;
    this.seed = SEED + Arrays.hashCode(numbers);
    ends.add(0);
    ends.add(numbers.length);
  }

  /**
   * Finds the change points among the newest {@link GateThreshold#CHANGE_SERIES} numbers of a
   * series.
   *
   * @param numbers in order of time; logarithms, if what is looked for are changes by a share
   * @return in order of time
   */
  public static List<ChangePoint> of(double... numbers) {
    int skipped = Math.max(0, numbers.length - GateThreshold.CHANGE_SERIES.count());
    double[] newest = Arrays.copyOfRange(numbers, skipped, numbers.length);
    return new ChangePoints(newest, GateThreshold.CHANGE_RUNS.count())
        .all().stream()
            .map(change -> new ChangePoint(skipped + change.at(), change.chance()))
            .sorted(Comparator.comparingInt(ChangePoint::at))
            .toList();
  }

  private List<ChangePoint> all() {
    List<ChangePoint> found = new ArrayList<>();
    Optional<ChangePoint> next = next();
    while (next.isPresent()) {
      found.add(next.get());
      ends.add(next.get().at());
      next = next();
    }
    return found;
  }

  private Optional<ChangePoint> next() {
    return best(numbers)
        .flatMap(
            split -> chance(split.statistic()).map(chance -> new ChangePoint(split.at(), chance)));
  }

  /** The best split of all stretches between the ends so far. */
  private Optional<EnergySplit> best(double[] series) {
    List<EnergySplit> splits = new ArrayList<>();
    int from = 0;
    for (int to : ends.tailSet(1)) {
      EnergySplit.best(series, from, to, least).ifPresent(splits::add);
      from = to;
    }
    return splits.stream().max(Comparator.comparingDouble(EnergySplit::statistic));
  }

  /** The chance of a statistic at least as great; empty as soon as it is too high to matter. */
  private Optional<Double> chance(double statistic) {
    int permutations = GateThreshold.CHANGE_PERMUTATIONS.count();
    // Sums in another order differ by their rounding.
    double asGreat = statistic - 1e-9 * Math.abs(statistic);
    int greater = 0;
    double[] series = numbers.clone();
    for (int permutation = 0; permutation < permutations; permutation++) {
      shuffleStretches(series);
      if (best(series).orElseThrow().statistic() >= asGreat) {
        greater++;
      }
      if (chance(greater) > GateThreshold.CHANGE_LEVEL.value()) {
        return Optional.empty();
      }
    }
    return Optional.of(chance(greater));
  }

  /** The order that was seen is one of all, so it counts as well. */
  private static double chance(int greater) {
    return (greater + 1.0) / (GateThreshold.CHANGE_PERMUTATIONS.count() + 1.0);
  }

  private void shuffleStretches(double[] series) {
    int from = 0;
    for (int to : ends.tailSet(1)) {
      for (int last = to - 1; last > from; last--) {
        int other = from + (int) (SplitMix64.uniform(seed, draws++) * (last - from + 1));
        double kept = series[last];
        series[last] = series[other];
        series[other] = kept;
      }
      from = to;
    }
  }
}
