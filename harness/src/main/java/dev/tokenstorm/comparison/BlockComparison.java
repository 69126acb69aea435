package dev.tokenstorm.comparison;

import java.util.List;
import java.util.Optional;

/** Judges runs that were made in blocks. */
public final class BlockComparison {
  private BlockComparison() {}

  /**
   * Judges the blocks so far. The same blocks always give the same words, so that a comparison can
   * be taken up again from its blocks alone, and a look that was taken stays taken.
   *
   * @param blocks all that were run, in order, also those that were left out
   * @param over whether no further block will be run because the budget is spent: then a look is
   *     taken at what is there
   */
  public static ComparisonResult judge(ComparisonPlan plan, List<RunBlock> blocks, boolean over) {
    List<RunBlock> counted = blocks.stream().filter(RunBlock::counts).toList();
    int leftOut = blocks.size() - counted.size();
    Optional<Look> look = plan.looks().latest(counted.size(), over);
    List<RunBlock> seen = look.map(each -> counted.subList(0, each.blocks())).orElse(counted);
    WordEvidence evidence =
        new WordEvidence(
            new BlockRatios(seen),
            failed(plan, counted),
            look.map(Look::level).orElse(ComparisonThreshold.LEVEL.value()),
            silence(look, over, leftOut > mostLeftOut(blocks.size())));
    return ComparisonResult.of(plan, evidence, look, counted.size(), leftOut);
  }

  private static double mostLeftOut(int blocks) {
    return ComparisonThreshold.MOST_LEFT_OUT.value() * blocks;
  }

  private static Optional<NoWord> silence(Optional<Look> look, boolean over, boolean manyLeftOut) {
    if (manyLeftOut && (over || look.isPresent())) {
      return Optional.of(NoWord.MANY_LEFT_OUT);
    }
    return look.isEmpty() ? Optional.of(NoWord.NO_LOOK) : Optional.empty();
  }

  private static List<String> failed(ComparisonPlan plan, List<RunBlock> counted) {
    return plan.sides().stream()
        .filter(
            side -> counted.stream().anyMatch(block -> block.runs().get(plan.index(side)).failed()))
        .toList();
  }
}
