package dev.tokenstorm.compare;

import dev.tokenstorm.comparison.RunBlock;
import dev.tokenstorm.comparison.RunFigures;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A block that was run to its end.
 *
 * @param number from 1
 * @param runs in the order in which they ran; one of each side that had not failed before
 * @param leftOut what happened from outside meanwhile, if the block does not count for that
 */
public record CompareBlock(int number, List<CompareRun> runs, Optional<String> leftOut) {
  public CompareBlock {
    runs = List.copyOf(runs);
  }

  /**
   * Returns it as it is judged.
   *
   * @param sides their names, in the order of the plan
   * @param failed those of which any run failed; only these may have no run here
   */
  RunBlock judged(List<String> sides, List<String> failed) {
    return new RunBlock(
        number - 1,
        sides.stream().map(side -> new RunFigures(figures(side), failed.contains(side))).toList(),
        leftOut);
  }

  private Map<String, Double> figures(String side) {
    return runs.stream()
        .filter(run -> run.side().equals(side))
        .findFirst()
        .map(CompareRun::figures)
        .orElse(Map.of());
  }
}
