package dev.tokenstorm.report;

import dev.tokenstorm.compare.PastComparison;
import dev.tokenstorm.compare.PastDifference;
import dev.tokenstorm.compare.PastSide;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes what a comparison of runs that are there prints: the answer first, then in what the runs
 * differ beside their figures, and the figures. No line is wider than {@value Summary#WIDTH}
 * columns.
 */
public final class PastCompareText {
  private static final int HEADING = 12;

  private final Style style;

  /**
   * Makes a writer.
   *
   * @param colours whether to write colours: the output is a terminal, and the user wants them
   */
  public PastCompareText(boolean colours) {
    this.style = new Style(colours);
  }

  /** Returns the text, with a newline at its end. */
  public String render(PastComparison comparison) {
    List<String> lines = new ArrayList<>();
    lines.add(
        CompareText.coloured(
            style,
            CompareHeadline.of(comparison),
            comparison.result().outcome(),
            comparison.result().undecided()));
    lines.addAll(Paragraph.lines("  ! ", caveat(comparison), Summary.WIDTH));
    lines.add("");
    for (PastSide side : comparison.sides()) {
      lines.addAll(headed(side.equals(comparison.against()) ? "Sides" : "", about(side)));
    }
    lines.add("");
    List<String> answer = CompareSentences.of(comparison);
    for (int i = 0; i < answer.size(); i++) {
      lines.addAll(headed(i == 0 ? "Answer" : "", answer.get(i)));
    }
    lines.add("");
    lines.addAll(differences(comparison));
    lines.addAll(new PairTable(style).lines(comparison.result()));
    return String.join("\n", lines) + "\n";
  }

  /** Says what such a comparison cannot tell. */
  static String caveat(PastComparison comparison) {
    return comparison.oneAfterTheOther()
        ? "One side's runs were made after the other's, so they cannot tell the sides from the"
            + " time: whatever changed meanwhile looks like a difference between them."
        : "The runs were not made in blocks, so what changed meanwhile is in their figures.";
  }

  private static String about(PastSide side) {
    return "%s: %s from %s to %s: %s"
        .formatted(
            side.name(),
            Humanize.count(side.runs().size(), "run"),
            side.runs().get(0).startedAt(),
            side.runs().get(side.runs().size() - 1).startedAt(),
            String.join(", ", side.runs().stream().map(run -> run.folder().toString()).toList()));
  }

  private List<String> differences(PastComparison comparison) {
    if (comparison.differences().isEmpty()) {
      return headed("Differences", "None in plan, target and host.");
    }
    List<String> lines = new ArrayList<>();
    for (PastDifference difference : comparison.differences()) {
      lines.addAll(headed(lines.isEmpty() ? "Differences" : "", sentence(difference, comparison)));
    }
    return lines;
  }

  /** Says in what the runs of the two sides differ. Their folders may hold any characters. */
  static String sentence(PastDifference difference, PastComparison comparison) {
    return Printable.escaped(
        "%s %s: %s of %s, %s of %s"
            .formatted(
                difference.part(),
                difference.name(),
                String.join(" and ", difference.against()),
                comparison.against().name(),
                String.join(" and ", difference.values()),
                comparison.side().name()));
  }

  private List<String> headed(String heading, String text) {
    List<String> lines =
        new ArrayList<>(
            Paragraph.lines(
                String.format(Locale.ROOT, "%-" + HEADING + "s", heading), text, Summary.WIDTH));
    lines.set(0, style.bold(heading) + lines.get(0).substring(heading.length()));
    return lines;
  }
}
