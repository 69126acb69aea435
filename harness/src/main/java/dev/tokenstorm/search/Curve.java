package dev.tokenstorm.search;

import dev.tokenstorm.statistics.StudentT;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Throughput by value: of each value the geometric mean of its runs, and how sure it is. Rates vary
 * by shares of themselves, so logarithms are compared, and one standard deviation is pooled of all
 * values' repeats; with it three runs a value are enough for Student's t intervals that are of use
 * (Montgomery: Design and Analysis of Experiments, chapter 3.5). A value that was run once may have
 * been run in a bad moment, so nothing is sure of it. Immutable.
 */
final class Curve {
  private final NavigableMap<Integer, Runs> byValue = new TreeMap<>();
  private final boolean repeated;

  /** The standard deviation of one run's logarithm, times the quantile for its uncertainty. */
  private final double reach;

  private record Runs(int number, double meanLog) {}

  private Curve(Map<Integer, List<Double>> logs) {
    int freedom = 0;
    double squares = 0;
    for (Map.Entry<Integer, List<Double>> runs : logs.entrySet()) {
      double mean = runs.getValue().stream().mapToDouble(log -> log).average().orElseThrow();
      byValue.put(runs.getKey(), new Runs(runs.getValue().size(), mean));
      freedom += runs.getValue().size() - 1;
      squares += runs.getValue().stream().mapToDouble(log -> (log - mean) * (log - mean)).sum();
    }
    this.repeated = freedom > 0;
    this.reach =
        repeated
            ? StudentT.reach(freedom) * Math.sqrt(squares / freedom)
            : Double.POSITIVE_INFINITY;
  }

  /** The curve that the runs show whose figures count. */
  static Curve of(List<Trial> trials) {
    Map<Integer, List<Double>> logs = new TreeMap<>();
    for (Trial trial : trials) {
      if (trial.counts() && trial.measured().completionsPerSecond() > 0) {
        logs.computeIfAbsent(trial.wholeValue(), unused -> new ArrayList<>())
            .add(Math.log(trial.measured().completionsPerSecond()));
      }
    }
    return new Curve(logs);
  }

  /** The values that were run. */
  NavigableSet<Integer> values() {
    return byValue.navigableKeySet();
  }

  /** How often a value was run. */
  int runs(int value) {
    Runs runs = byValue.get(value);
    return runs == null ? 0 : runs.number;
  }

  /** Completions per second at a value that was run. */
  double perSecond(int value) {
    Runs runs = byValue.get(value);
    return runs == null ? 0 : Math.exp(runs.meanLog);
  }

  /** The value with the highest throughput, of a curve that has values. */
  int best() {
    return values().stream().max(Comparator.comparingDouble(this::perSecond)).orElseThrow();
  }

  /** A value's throughput as a share of the best one's. */
  double share(int value) {
    return perSecond(value) / perSecond(best());
  }

  /**
   * By what factor a value's throughput may be off, either way, with a confidence of 95 %; empty
   * until it has been run twice.
   */
  OptionalDouble factor(int value) {
    return runs(value) < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.exp(reach / Math.sqrt(runs(value))));
  }

  /** Whether a value's throughput is surely less than that share of another's. */
  boolean below(int value, double share) {
    return values().stream()
        .anyMatch(other -> runs(other) > 1 && ratio(value, other) * factor(value, other) < share);
  }

  /**
   * Whether a value's throughput is surely at least that share of any other's. So whichever is the
   * best, it comes that near: which one is, runs do not say for sure (Hsu: Multiple Comparisons,
   * 1996, chapter 4).
   */
  boolean reaches(int value, double share) {
    return values().stream()
        .allMatch(other -> other == value || ratio(value, other) / factor(value, other) >= share);
  }

  /** Whether anything is sure at all. */
  boolean repeated() {
    return repeated;
  }

  private double ratio(int value, int other) {
    return perSecond(value) / perSecond(other);
  }

  /** By what factor their ratio may be off. */
  private double factor(int value, int other) {
    return runs(value) < 2
        ? Double.POSITIVE_INFINITY
        : Math.exp(reach * Math.sqrt(1.0 / runs(value) + 1.0 / runs(other)));
  }
}
