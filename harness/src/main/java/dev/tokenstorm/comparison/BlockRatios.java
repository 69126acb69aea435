package dev.tokenstorm.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Ratios of runs in blocks, which are compared block by block.
 *
 * @param blocks those that count
 */
record BlockRatios(List<RunBlock> blocks) implements LogRatios {

  @Override
  public Optional<LogRatio> of(String figure, int side, int against) {
    Optional<double[]> logs = LogRatios.logs(runs(side), figure);
    Optional<double[]> others = LogRatios.logs(runs(against), figure);
    if (logs.isEmpty() || others.isEmpty()) {
      return Optional.empty();
    }
    double[] differences = logs.get().clone();
    Arrays.setAll(differences, i -> logs.get()[i] - others.get()[i]);
    return Optional.of(LogRatio.paired(differences));
  }

  @Override
  public List<RunFigures> runs(int side) {
    return blocks.stream().map(block -> block.runs().get(side)).toList();
  }
}
