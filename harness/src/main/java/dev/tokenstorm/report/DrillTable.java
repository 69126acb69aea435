package dev.tokenstorm.report;

import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.DrillVerdict;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what drills came to as a table for a terminal, a line or more for each. */
final class DrillTable {
  private static final int NAME = 22;
  private static final int HAPPENED = 38;
  private static final String FORMAT = "%-" + NAME + "s %-" + HAPPENED + "s %15s %5s  %s";

  private final Style style;

  DrillTable(Style style) {
    this.style = style;
  }

  List<String> lines(List<DrillRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bold(line("drill", "what happened", "recovered after", "lost", "verdict")));
    rows.forEach(row -> lines.addAll(lines(row)));
    return lines;
  }

  private List<String> lines(DrillRow row) {
    List<String> happened =
        Paragraph.lines("", row.happened().isEmpty() ? "–" : row.happened(), HAPPENED);
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            row.name(),
            happened.get(0),
            Humanize.seconds(row.recoveredSeconds()),
            row.lost().isPresent() ? Humanize.count(row.lost().getAsLong()) : Humanize.UNKNOWN,
            word(row.verdict())));
    happened.stream()
        .skip(1)
        .forEach(more -> lines.add(line("", more, "", "", "").stripTrailing()));
    return lines;
  }

  private static String line(
      String name, String happened, String recovered, String lost, String verdict) {
    return String.format(Locale.ROOT, FORMAT, name, happened, recovered, lost, verdict);
  }

  private String word(DrillVerdict verdict) {
    return switch (verdict) {
      case HELD -> style.good(verdict.words());
      case DID_NOT_HOLD -> style.bad(verdict.words());
      case NOT_RUN -> style.dim(verdict.words());
    };
  }
}
