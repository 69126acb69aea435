package dev.tokenstorm.comparison;

import java.util.List;
import java.util.Optional;

/**
 * Ratios of runs that belong to no block.
 *
 * @param sides the runs of each side
 */
record RunRatios(List<List<RunFigures>> sides) implements LogRatios {

  @Override
  public Optional<LogRatio> of(String figure, int side, int against) {
    Optional<double[]> logs = LogRatios.logs(runs(side), figure);
    Optional<double[]> others = LogRatios.logs(runs(against), figure);
    return logs.isPresent() && others.isPresent()
        ? Optional.of(LogRatio.welch(logs.get(), others.get()))
        : Optional.empty();
  }

  @Override
  public List<RunFigures> runs(int side) {
    return sides.get(side);
  }
}
