package dev.tokenstorm.report;

import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What bound the run: the likeliest in full, what comes close to it likewise, others by name. */
final class BottleneckLines {
  /** What is so much as strong as the first may as well be it. */
  private static final double CLOSE_TO_LIMIT = 0.5;

  private BottleneckLines() {}

  /** Empty if nobody has said what it is. */
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

  /** Its name and strength, and then its sentence. */
  static String inFull(Bottleneck bottleneck) {
    return named(bottleneck) + ": " + bottleneck.sentence();
  }

  private static String named(Bottleneck bottleneck) {
    return "%s (%s)"
        .formatted(
            bottleneck.cause().key().replace('-', ' '), Humanize.percent(bottleneck.strength()));
  }
}
