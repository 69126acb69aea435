package dev.tokenstorm.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What runs say of the sides' figures. Sides are told by their index in the plan. */
interface LogRatios {

  /**
   * How many times a side's figure is that of another; empty where it is zero or missing in any of
   * the runs. Leaving such runs out would compare those that did well.
   */
  Optional<LogRatio> of(String figure, int side, int against);

  /** The runs of a side. */
  List<RunFigures> runs(int side);

  /**
   * A figure of a side: the geometric mean of its runs, or the arithmetic one of those that have it
   * where there is none; empty where no run has it.
   */
  default OptionalDouble typical(String figure, int side) {
    Optional<double[]> logs = logs(runs(side), figure);
    return logs.isPresent()
        ? OptionalDouble.of(Math.exp(Arrays.stream(logs.get()).average().orElseThrow()))
        : runs(side).stream()
            .map(run -> run.figure(figure))
            .flatMapToDouble(OptionalDouble::stream)
            .average();
  }

  /** The logarithms of a figure; empty where a run has none, or where there are no runs. */
  static Optional<double[]> logs(List<RunFigures> runs, String figure) {
    double[] logs =
        runs.stream().map(run -> run.log(figure)).flatMapToDouble(OptionalDouble::stream).toArray();
    return runs.isEmpty() || logs.length < runs.size() ? Optional.empty() : Optional.of(logs);
  }
}
