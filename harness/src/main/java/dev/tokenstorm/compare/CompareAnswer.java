package dev.tokenstorm.compare;

import dev.tokenstorm.comparison.BlockComparison;
import dev.tokenstorm.comparison.ComparisonOutcome;
import dev.tokenstorm.comparison.ComparisonResult;
import java.util.List;
import java.util.Optional;

/**
 * The answer of a comparison's runs so far.
 *
 * @param blocks those that were run to their ends
 * @param failed the sides of which a run failed
 * @param result of the blocks; empty before the first
 */
public record CompareAnswer(
    List<CompareBlock> blocks, List<String> failed, Optional<ComparisonResult> result) {
  public CompareAnswer {
    blocks = List.copyOf(blocks);
    failed = List.copyOf(failed);
  }

  /** Judges all runs so far. */
  public static CompareAnswer of(ComparePlan plan, CompareState state) {
    CompareBlocks blocks = CompareBlocks.of(plan.names(), state.runs());
    List<String> failed =
        plan.names().stream().filter(side -> !blocks.standing().contains(side)).toList();
    boolean over = state.end().filter(CompareEnd::settled).isPresent();
    Optional<ComparisonResult> result =
        state.allowed().isEmpty() || blocks.whole().isEmpty()
            ? Optional.empty()
            : Optional.of(
                BlockComparison.judge(
                    plan.judged(state.allowed().getAsInt()),
                    blocks.whole().stream()
                        .map(block -> block.judged(plan.names(), failed))
                        .toList(),
                    over));
    return new CompareAnswer(blocks.whole(), failed, result);
  }

  /** Returns what it comes to, in a word. */
  public ComparisonOutcome outcome() {
    return failed.isEmpty()
        ? result.map(ComparisonResult::outcome).orElse(ComparisonOutcome.UNDECIDED)
        : ComparisonOutcome.FAILED;
  }
}
