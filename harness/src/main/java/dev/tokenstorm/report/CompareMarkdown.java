package dev.tokenstorm.report;

import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.PastComparison;
import dev.tokenstorm.compare.PastSide;
import dev.tokenstorm.compare.Side;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.comparison.ExpectationOutcome;
import dev.tokenstorm.comparison.PairResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a comparison in GitHub's flavour of Markdown: one row for each expectation and each judged
 * figure of a side.
 */
public final class CompareMarkdown {
  private CompareMarkdown() {}

  /** Returns the document. */
  public static String render(CompareRecord comparison) {
    List<String> lines = new ArrayList<>();
    lines.add("## " + VerdictMarkdown.escaped("COMPARED · " + CompareHeadline.of(comparison)));
    lines.add("");
    lines.add(
        VerdictMarkdown.escaped(
            "Comparison %s · %s"
                .formatted(
                    comparison.plan().identity().runId(),
                    comparison.state().end().map(end -> "ended as " + end.words()).orElse(""))));
    VerdictMarkdown.header(lines, "side", "flags of its own");
    for (Side side : comparison.plan().sides()) {
      VerdictMarkdown.row(
          lines,
          comparison.answer().failed().contains(side.name()) ? "❌" : "",
          VerdictMarkdown.escaped(side.name()),
          VerdictMarkdown.escaped(String.join(" ", side.flags())));
    }
    comparison.answer().result().ifPresent(result -> figures(lines, result));
    List<String> sentences = CompareSentences.of(comparison);
    if (!sentences.isEmpty()) {
      lines.add("");
      sentences.forEach(sentence -> lines.add("- " + VerdictMarkdown.escaped(sentence)));
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * Returns the document of a comparison of runs that are there.
   *
   * @param id of the call that compared them
   */
  public static String render(PastComparison comparison, String id) {
    List<String> lines = new ArrayList<>();
    lines.add("## " + VerdictMarkdown.escaped("COMPARED · " + CompareHeadline.of(comparison)));
    lines.add("");
    lines.add(VerdictMarkdown.escaped("Comparison %s · of runs that are there".formatted(id)));
    VerdictMarkdown.header(lines, "side", "runs");
    for (PastSide side : comparison.sides()) {
      VerdictMarkdown.row(
          lines,
          comparison.result().failed().contains(side.name()) ? "❌" : "",
          VerdictMarkdown.escaped(side.name()),
          VerdictMarkdown.escaped(
              String.join(
                  ", ", side.runs().stream().map(run -> run.folder().toString()).toList())));
    }
    figures(lines, comparison.result());
    lines.add("");
    List<String> sentences = new ArrayList<>(List.of(PastCompareText.caveat(comparison)));
    sentences.addAll(CompareSentences.of(comparison));
    comparison
        .differences()
        .forEach(each -> sentences.add(PastCompareText.sentence(each, comparison)));
    sentences.forEach(sentence -> lines.add("- " + VerdictMarkdown.escaped(sentence)));
    return String.join("\n", lines) + "\n";
  }

  private static void figures(List<String> lines, ComparisonResult result) {
    if (!result.expectations().isEmpty()) {
      VerdictMarkdown.header(lines, "expectation", "outcome");
      result
          .expectations()
          .forEach(
              each ->
                  VerdictMarkdown.row(
                      lines,
                      mark(each.outcome()),
                      VerdictMarkdown.escaped(each.expectation().toString()),
                      each.outcome().key()));
    }
    VerdictMarkdown.header(lines, "figure", "word, ratio and 95 % interval");
    result.pairs().stream()
        .filter(pair -> pair.figure().judged())
        .forEach(
            pair ->
                VerdictMarkdown.row(
                    lines,
                    mark(pair),
                    VerdictMarkdown.escaped(pair.side() + "'s " + pair.figure().name()),
                    VerdictMarkdown.escaped(word(pair))));
  }

  private static String word(PairResult pair) {
    String said =
        pair.word()
            .word()
            .map(word -> word.key())
            .orElseGet(() -> pair.word().none().map(none -> none.sentence()).orElse(""));
    String interval =
        pair.interval()
            .map(
                between ->
                    " (%s to %s)"
                        .formatted(
                            CompareSentences.digits(between.low()),
                            CompareSentences.digits(between.high())))
            .orElse("");
    return "%s, %s%s".formatted(said, CompareSentences.ratio(pair.ratio()), interval);
  }

  private static String mark(ExpectationOutcome outcome) {
    return switch (outcome) {
      case SHOWN -> "✅";
      case SHOWN_FALSE -> "❌";
      case UNDECIDED -> "⚠️";
    };
  }

  private static String mark(PairResult pair) {
    Optional<String> mark =
        pair.word()
            .word()
            .map(
                word ->
                    switch (word) {
                      case BETTER, SAME -> "✅";
                      case WORSE -> "❌";
                      case HIGHER, LOWER -> "";
                      case UNDECIDED -> "⚠️";
                    });
    return mark.orElse("⚠️");
  }
}
