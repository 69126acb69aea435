package dev.tokenstorm.report;

import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.CompareRun;
import dev.tokenstorm.compare.PastComparison;
import dev.tokenstorm.compare.PastSide;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.comparison.ComparisonWord;
import dev.tokenstorm.comparison.ExpectationResult;
import dev.tokenstorm.comparison.FigureWord;
import dev.tokenstorm.comparison.NoWord;
import dev.tokenstorm.comparison.PairResult;
import dev.tokenstorm.comparison.RatioInterval;
import dev.tokenstorm.objective.FigureText;
import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes the words of a comparison as sentences, each with its evidence. */
final class CompareSentences {
  private CompareSentences() {}

  /** Returns one or two sentences for each side that failed, expectation, and judged figure. */
  static List<String> of(CompareRecord comparison) {
    List<String> sentences = new ArrayList<>();
    for (String side : comparison.answer().failed()) {
      comparison.state().runs().stream()
          .filter(run -> run.side().equals(side) && run.failed())
          .findFirst()
          .ifPresent(run -> sentences.add(failed(run)));
    }
    comparison.answer().result().ifPresent(result -> sentences.addAll(of(result)));
    return sentences;
  }

  /** The same of runs that are there. */
  static List<String> of(PastComparison comparison) {
    List<String> sentences = new ArrayList<>();
    for (PastSide side : comparison.sides()) {
      side.runs().stream()
          .filter(run -> !run.faults().isEmpty())
          .findFirst()
          .ifPresent(
              run ->
                  sentences.add(
                      "%s failed in %s, so no word is given about it: %s"
                          .formatted(side.name(), run.folder(), run.faults().get(0))));
    }
    sentences.addAll(of(comparison.result()));
    return sentences;
  }

  private static String failed(CompareRun run) {
    return "%s failed in run %d, so no word is given about it: %s"
        .formatted(run.side(), run.number(), run.faults().get(0));
  }

  static List<String> of(ComparisonResult result) {
    List<String> sentences = new ArrayList<>();
    result.expectations().forEach(each -> sentences.add(expected(each)));
    List<PairResult> judged =
        result.pairs().stream().filter(pair -> pair.figure().judged()).toList();
    // What is open is said first.
    judged.stream().filter(pair -> !pair.word().decided()).forEach(pair -> sentences.add(of(pair)));
    judged.stream().filter(pair -> pair.word().decided()).forEach(pair -> sentences.add(of(pair)));
    return sentences;
  }

  static String expected(ExpectationResult result) {
    String outcome =
        switch (result.outcome()) {
          case SHOWN -> "is shown";
          case SHOWN_FALSE -> "is shown to be false";
          case UNDECIDED -> "is undecided";
        };
    return "%s %s: the ratio is %s%s."
        .formatted(
            result.expectation(),
            outcome,
            ratio(result.ratio()),
            result
                .interval()
                .map(
                    between ->
                        ", at least %s and at most %s (95 %% each, of this expectation alone)"
                            .formatted(digits(between.low()), digits(between.high())))
                .orElse(""));
  }

  static String of(PairResult pair) {
    String name = pair.side() + "'s " + pair.figure().name();
    FigureWord word = pair.word();
    if (word.none().isPresent()) {
      return "%s has no word, as %s.".formatted(name, word.none().map(NoWord::sentence).orElse(""));
    }
    String said = word.word().map(ComparisonWord::key).orElse("");
    return "%s is %s: %s times %s's%s.%s"
        .formatted(
            name,
            said.equals(ComparisonWord.SAME.key()) ? "the same" : said,
            ratio(pair.ratio()),
            pair.against(),
            interval(pair.interval()),
            further(word));
  }

  private static String further(FigureWord word) {
    String alone =
        word.shownAlone()
            ? " Its own interval excludes 1, but all judged figures together do not show it (Holm)."
            : "";
    if (word.word().filter(ComparisonWord.UNDECIDED::equals).isEmpty()) {
      return alone;
    }
    return alone
        + (word.moreBlocks().isPresent()
            ? " About %s would likely decide."
                .formatted(Humanize.count(word.moreBlocks().getAsInt(), "more block"))
            : "");
  }

  /** Returns an interval in words, with a blank before it; empty if there is none. */
  private static String interval(Optional<RatioInterval> interval) {
    return interval
        .map(
            between ->
                " (95 %% interval of this figure alone: %s to %s)"
                    .formatted(digits(between.low()), digits(between.high())))
        .orElse("");
  }

  static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? digits(ratio.getAsDouble()) : Humanize.UNKNOWN;
  }

  /** Returns a ratio with enough digits to show a difference of a thousandth. */
  static String digits(double ratio) {
    return ratio >= 0.0995 && ratio < 9.995
        ? String.format(Locale.ROOT, "%.3f", ratio)
        : Humanize.digits(ratio);
  }

  /** Returns a side's figure in its unit, or {@link Humanize#UNKNOWN}. */
  static String figure(Unit unit, OptionalDouble typical) {
    return typical.isPresent() ? FigureText.of(unit, typical.getAsDouble()) : Humanize.UNKNOWN;
  }
}
