package dev.tokenstorm.comparison;

import java.util.List;
import java.util.Optional;

/**
 * Judges runs that are there and belong to no block. If one side's were made after the other's,
 * they cannot tell the sides from the time.
 */
public final class RunComparison {
  private RunComparison() {}

  /**
   * Judges the runs, once and for all.
   *
   * @param runs those of each side, in the order of the plan's names; at least one of each
   */
  public static ComparisonResult judge(ComparisonPlan plan, List<List<RunFigures>> runs) {
    List<String> failed =
        plan.sides().stream()
            .filter(side -> runs.get(plan.index(side)).stream().anyMatch(RunFigures::failed))
            .toList();
    WordEvidence evidence =
        new WordEvidence(
            new RunRatios(runs), failed, ComparisonThreshold.LEVEL.value(), Optional.empty());
    int fewest = runs.stream().mapToInt(List::size).min().orElseThrow();
    return ComparisonResult.of(plan, evidence, Optional.empty(), fewest, 0);
  }
}
