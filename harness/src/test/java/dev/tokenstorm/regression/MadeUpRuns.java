package dev.tokenstorm.regression;

import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Runs of a series whose figure is computed: lognormal, and independent from run to run. The same
 * seed has the same runs.
 */
final class MadeUpRuns {
  private final SplittableRandom random;
  private final double scatter;
  private final List<OptionalDouble> values = new ArrayList<>();

  /**
   * @param scatter standard deviation of one run's log figure
   */
  MadeUpRuns(long seed, double scatter) {
    this.random = new SplittableRandom(seed);
    this.scatter = scatter;
  }

  /** Adds runs whose figure is distributed around a level. */
  MadeUpRuns with(int runs, double level) {
    for (int run = 0; run < runs; run++) {
      values.add(OptionalDouble.of(level * Math.exp(scatter * random.nextGaussian())));
    }
    return this;
  }

  /** Adds one run with a figure. */
  MadeUpRuns then(double value) {
    values.add(OptionalDouble.of(value));
    return this;
  }

  /** Adds a run that does not have the figure. */
  MadeUpRuns without() {
    values.add(OptionalDouble.empty());
    return this;
  }

  int size() {
    return values.size();
  }

  GatedFigure figure(String name) {
    Figure figure = FigureTable.named(name).orElseThrow();
    return new GatedFigure(name, figure.unit(), figure.direction(), values);
  }

  double[] logs() {
    return values.stream().mapToDouble(value -> Math.log(value.orElseThrow())).toArray();
  }

  /** What the gate says of the newest of them, taken as a latency. */
  FigureAnswer judged() {
    return judged("workflow.p99", GateRule.DEFAULT);
  }

  FigureAnswer judged(String name, GateRule rule, Integer... accepted) {
    List<Boolean> marks = new ArrayList<>(Collections.nCopies(size(), false));
    for (int run : accepted) {
      marks.set(run, true);
    }
    return Gate.judge(List.of(figure(name)), marks, rule).figures().get(0);
  }
}
