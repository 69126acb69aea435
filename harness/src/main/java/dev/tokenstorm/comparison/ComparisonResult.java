package dev.tokenstorm.comparison;

import java.util.List;
import java.util.Optional;

/**
 * The result of a comparison: words, ratios and expectations.
 *
 * @param look the latest that was taken: ratios, intervals and words are of its blocks; empty
 *     before the first, when they are of all blocks that count, and for runs without blocks
 * @param counted blocks that count; without blocks the runs of the side that has fewer
 * @param leftOut blocks that do not count
 * @param failed names of sides of which a run failed
 * @param pairs figure by figure, each side but the first
 * @param expectations in the order of the plan
 */
public record ComparisonResult(
    Optional<Look> look,
    int counted,
    int leftOut,
    List<String> failed,
    List<PairResult> pairs,
    List<ExpectationResult> expectations) {
  public ComparisonResult {
    failed = List.copyOf(failed);
    pairs = List.copyOf(pairs);
    expectations = List.copyOf(expectations);
  }

  static ComparisonResult of(
      ComparisonPlan plan, WordEvidence evidence, Optional<Look> look, int counted, int leftOut) {
    return new ComparisonResult(
        look,
        counted,
        leftOut,
        evidence.failed(),
        new WordJudge(plan, evidence).results(),
        new ExpectationJudge(plan, evidence).results());
  }

  /** Whether the comparison stops here: it looks, and no further block can change a word. */
  public boolean decided() {
    boolean looking = look.isPresent() && look.get().blocks() == counted;
    return looking
        && pairs.stream().allMatch(pair -> pair.word().settled())
        && expectations.stream().allMatch(ExpectationResult::settled);
  }

  /** Whether a figure that is judged, or an expectation, has no word or an undecided one. */
  public boolean undecided() {
    return pairs.stream()
            .filter(pair -> pair.figure().judged())
            .anyMatch(pair -> !pair.word().decided())
        || expectations.stream()
            .anyMatch(result -> result.outcome() == ExpectationOutcome.UNDECIDED);
  }

  /**
   * What it comes to. Expectations decide where there are any; else it fails if a side is worse in
   * any figure. A side that failed fails it either way.
   */
  public ComparisonOutcome outcome() {
    if (!failed.isEmpty() || worse() || has(ExpectationOutcome.SHOWN_FALSE)) {
      return ComparisonOutcome.FAILED;
    }
    return has(ExpectationOutcome.UNDECIDED)
        ? ComparisonOutcome.UNDECIDED
        : ComparisonOutcome.PASSED;
  }

  private boolean worse() {
    return expectations.isEmpty()
        && pairs.stream()
            .anyMatch(pair -> pair.word().word().equals(Optional.of(ComparisonWord.WORSE)));
  }

  private boolean has(ExpectationOutcome outcome) {
    return expectations.stream().anyMatch(result -> result.outcome() == outcome);
  }
}
