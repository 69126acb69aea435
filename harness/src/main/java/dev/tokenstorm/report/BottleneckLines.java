package dev.tokenstorm.report;

import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes what limited the run: the likeliest cause in full, causes nearly as strong in full too,
 * and the rest by name.
 */
final class BottleneckLines {
  /**
   * Smallest strength, as a share of the strongest cause's, at which another cause is written in
   * full: it may be the true one.
   */
  private static final double CLOSE_TO_LIMIT = 0.5;

  private BottleneckLines() {}

  /** Returns the lines; empty if no cause was looked for. */
  static List<String> lines(Style style, List<Bottleneck> bottlenecks, int width) {
    List<String> lines = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Bottleneck each : bottlenecks) {
      if (lines.isEmpty() || each.strength() >= CLOSE_TO_LIMIT * bottlenecks.get(0).strength()) {
        lines.addAll(
            Paragraph.lines(
                String.format(Locale.ROOT, "%-12s", lines.isEmpty() ? "Bottleneck" : ""),
                inFull(each),
                width));
      } else {
        others.add(named(each));
      }
    }
    if (!others.isEmpty()) {
      lines.addAll(
          Paragraph.lines(" ".repeat(12), "less likely: " + String.join(", ", others), width));
    }
    if (!lines.isEmpty()) {
      lines.set(0, style.bold("Bottleneck") + lines.get(0).substring("Bottleneck".length()));
      lines.add(0, "");
    }
    return lines;
  }

  /** Returns a cause in full: its name, its strength and its sentence. */
  static String inFull(Bottleneck bottleneck) {
    return named(bottleneck) + ": " + bottleneck.sentence();
  }

  private static String named(Bottleneck bottleneck) {
    return "%s (%s)"
        .formatted(
            bottleneck.cause().key().replace('-', ' '), Humanize.percent(bottleneck.strength()));
  }
}
