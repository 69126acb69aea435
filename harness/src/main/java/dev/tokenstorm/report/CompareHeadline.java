package dev.tokenstorm.report;

import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.PastComparison;
import dev.tokenstorm.compare.PastSide;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.comparison.ComparisonWord;
import dev.tokenstorm.comparison.ExpectationOutcome;
import dev.tokenstorm.comparison.PairResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in one line what a comparison came to; what is worst, or open, comes first. */
final class CompareHeadline {
  private static final List<ComparisonWord> WORST_FIRST =
      List.of(
          ComparisonWord.WORSE,
          ComparisonWord.UNDECIDED,
          ComparisonWord.BETTER,
          ComparisonWord.HIGHER,
          ComparisonWord.LOWER,
          ComparisonWord.SAME);

  private CompareHeadline() {}

  static String of(CompareRecord comparison) {
    return of(
        comparison.plan().names(), comparison.answer().failed(), comparison.answer().result());
  }

  static String of(PastComparison comparison) {
    return of(
        comparison.sides().stream().map(PastSide::name).toList(),
        comparison.result().failed(),
        Optional.of(comparison.result()));
  }

  /**
   * Returns the line.
   *
   * @param sides their names, the first one first
   * @param failed those of which a run failed
   */
  private static String of(
      List<String> sides, List<String> failed, Optional<ComparisonResult> found) {
    if (!failed.isEmpty()) {
      return "FAILED · runs of %s failed".formatted(String.join(" and ", failed));
    }
    if (found.isEmpty()) {
      return "NOTHING COMPARED";
    }
    ComparisonResult result = found.get();
    List<String> said = new ArrayList<>();
    if (!result.expectations().isEmpty()) {
      said.add(expected(result));
    }
    sides.stream().skip(1).forEach(side -> said.add(side + " " + words(side, result)));
    return String.join(" · ", said);
  }

  private static String expected(ComparisonResult result) {
    List<ExpectationOutcome> outcomes =
        result.expectations().stream().map(each -> each.outcome()).toList();
    if (outcomes.contains(ExpectationOutcome.SHOWN_FALSE)) {
      return "NOT AS EXPECTED";
    }
    return outcomes.contains(ExpectationOutcome.UNDECIDED) ? "UNDECIDED" : "AS EXPECTED";
  }

  /** Returns one word if all judged figures have it, else each word with its figures. */
  private static String words(String side, ComparisonResult result) {
    List<PairResult> pairs =
        result.pairs().stream()
            .filter(pair -> pair.figure().judged() && pair.side().equals(side))
            .toList();
    Map<String, List<String>> figures = new LinkedHashMap<>();
    pairs.stream()
        .filter(pair -> pair.word().word().isEmpty())
        .forEach(
            pair ->
                figures
                    .computeIfAbsent("without a word", none -> new ArrayList<>())
                    .add(pair.figure().name()));
    for (ComparisonWord word : WORST_FIRST) {
      pairs.stream()
          .filter(pair -> pair.word().word().filter(word::equals).isPresent())
          .forEach(
              pair ->
                  figures
                      .computeIfAbsent(word.key(), none -> new ArrayList<>())
                      .add(pair.figure().name()));
    }
    if (figures.size() == 1) {
      return String.join("", figures.keySet());
    }
    return String.join(
        ", ",
        figures.entrySet().stream()
            .map(entry -> entry.getKey() + " in " + String.join(" and ", entry.getValue()))
            .toList());
  }
}
