package dev.tokenstorm.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What runs say of rates. A clear run decides, one that was close counts half; after three runs the
 * majority decides, and a tie breaks. A clear confirmation counts twice; what shorter runs said of
 * its rate counts no more. A server may become faster or slower meanwhile, so a clear run that
 * contradicts earlier ones, at its own rate or further from the answer, makes them be forgotten.
 * Immutable.
 */
final class Rates {
  private final NavigableMap<Double, Integer> sums = new TreeMap<>();
  private final TreeSet<Double> triedForLong = new TreeSet<>();
  private final Map<Double, Integer> runs = new HashMap<>();

  private Rates() {}

  static Rates of(List<Trial> trials) {
    Rates rates = new Rates();
    for (Trial trial : trials) {
      if (trial.role() != Step.Role.WARMUP && trial.standing() != TrialVerdict.UNKNOWN) {
        int weight = weight(trial);
        boolean forLong = trial.role() == Step.Role.CONFIRMATION;
        if (forLong && !rates.triedForLong.contains(trial.value())) {
          rates.forget(trial.value());
        }
        rates.forget(trial.value(), weight);
        if (forLong) {
          rates.triedForLong.add(trial.value());
        }
        rates.sums.merge(trial.value(), weight, Integer::sum);
        rates.runs.merge(trial.value(), 1, Integer::sum);
      }
    }
    return rates;
  }

  private static int weight(Trial trial) {
    int weight = trial.standing().weight();
    return trial.role() == Step.Role.CONFIRMATION
            && Math.abs(weight) >= SearchThreshold.DECIDED.value()
        ? (int) (SearchThreshold.CONFIRMED.value() * weight)
        : weight;
  }

  /** What holds clearly did so below, too, and what breaks clearly did so above. */
  private void forget(double rate, int weight) {
    if (weight >= SearchThreshold.DECIDED.value()) {
      List.copyOf(sums.headMap(rate, true).keySet()).stream()
          .filter(other -> sum(other) < 0)
          .forEach(this::forget);
    } else if (weight <= -SearchThreshold.DECIDED.value()) {
      List.copyOf(sums.tailMap(rate, true).keySet()).stream()
          .filter(other -> sum(other) > 0)
          .forEach(this::forget);
    }
  }

  private void forget(double rate) {
    sums.remove(rate);
    runs.remove(rate);
    triedForLong.remove(rate);
  }

  /** The rates of which runs say something. */
  NavigableSet<Double> all() {
    return sums.navigableKeySet();
  }

  /** How often a rate was run. */
  int runs(double rate) {
    return runs.getOrDefault(rate, 0);
  }

  /** The lowest rate that another run could still decide either way. */
  Optional<Double> undecided() {
    return sums.keySet().stream().filter(rate -> !decided(rate)).findFirst();
  }

  /** The lowest rate of which a confirmation said too little. */
  Optional<Double> undecidedForLong() {
    return triedForLong.stream().filter(rate -> !decided(rate)).findFirst();
  }

  /** The lowest rate at which not all holds. */
  Optional<Double> lowestBreaking() {
    return sums.keySet().stream().filter(rate -> decided(rate) && sum(rate) <= 0).findFirst();
  }

  /** The highest rate below that at which all holds. */
  Optional<Double> highestHolding() {
    NavigableMap<Double, Integer> below =
        lowestBreaking().map(rate -> sums.headMap(rate, false)).orElse(sums);
    return below.descendingMap().keySet().stream()
        .filter(rate -> decided(rate) && sum(rate) > 0)
        .findFirst();
  }

  /** The highest rate below that which was confirmed. */
  Optional<Double> confirmed() {
    return triedForLong.descendingSet().stream()
        .filter(rate -> decided(rate) && sum(rate) > 0)
        .filter(rate -> lowestBreaking().filter(breaking -> breaking <= rate).isEmpty())
        .findFirst();
  }

  private boolean decided(double rate) {
    return Math.abs(sum(rate)) >= SearchThreshold.DECIDED.value()
        || runs(rate) >= SearchThreshold.MOST_RUNS.value();
  }

  private int sum(double rate) {
    return sums.getOrDefault(rate, 0);
  }
}
