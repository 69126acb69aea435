package dev.tokenstorm.report;

import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.comparison.NoWord;
import dev.tokenstorm.comparison.PairResult;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.Unit;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the figures of each side beside those of the first, as a table. */
final class PairTable {
  /** Statistics of latencies that a table shows; the document has all. */
  private static final Set<String> STATISTICS = Set.of("p50", "p99");

  private static final Set<String> LENGTHS = Set.of("time", "generator.time");

  private final Style style;

  PairTable(Style style) {
    this.style = style;
  }

  /** Returns the lines, with an empty one before each table. */
  List<String> lines(ComparisonResult result) {
    List<String> lines = new ArrayList<>();
    Set<String> sides = new LinkedHashSet<>();
    result.pairs().forEach(pair -> sides.add(pair.side()));
    for (String side : sides) {
      List<PairResult> pairs =
          result.pairs().stream().filter(pair -> pair.side().equals(side)).toList();
      lines.add("");
      lines.add(
          style.dim(row("figure", pairs.get(0).against(), side, "ratio", "95 % interval", "word")));
      pairs.stream().filter(pair -> pair.figure().judged()).forEach(pair -> lines.add(row(pair)));
      pairs.stream().filter(PairTable::shown).forEach(pair -> lines.add(row(pair)));
    }
    return lines;
  }

  /**
   * Counts and lengths follow from rates and plans, and a figure that a run does not have tells
   * nothing.
   */
  private static boolean shown(PairResult pair) {
    String name = pair.figure().name();
    boolean latency =
        pair.figure().figure().figure().place() instanceof Figure.Timing
            || name.startsWith("hiccup.");
    return !pair.figure().judged()
        && pair.interval().isPresent()
        && pair.figure().figure().figure().unit() != Unit.COUNT
        && !LENGTHS.contains(name)
        && (!latency || STATISTICS.contains(name.substring(name.indexOf('.') + 1)));
  }

  private String row(PairResult pair) {
    Unit unit = pair.figure().figure().figure().unit();
    return row(
        pair.figure().name(),
        CompareSentences.figure(unit, pair.typicalAgainst()),
        CompareSentences.figure(unit, pair.typical()),
        CompareSentences.ratio(pair.ratio()),
        pair.interval()
            .map(
                between ->
                    CompareSentences.digits(between.low())
                        + " to "
                        + CompareSentences.digits(between.high()))
            .orElse(Humanize.UNKNOWN),
        word(pair));
  }

  private String word(PairResult pair) {
    if (!pair.figure().judged()) {
      return "";
    }
    return pair.word()
        .word()
        .map(
            word ->
                switch (word) {
                  case BETTER -> style.good(word.key());
                  case WORSE -> style.bad(word.key());
                  case UNDECIDED -> style.warn(word.key());
                  case SAME, HIGHER, LOWER -> word.key();
                })
        .orElseGet(() -> pair.word().none().map(NoWord::key).orElse(""));
  }

  private static String row(
      String figure, String first, String side, String ratio, String interval, String word) {
    return String.format(
            Locale.ROOT, "  %-31s%12s%12s%9s%20s  %s", figure, first, side, ratio, interval, word)
        .stripTrailing();
  }
}
