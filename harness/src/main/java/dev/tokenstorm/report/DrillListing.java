package dev.tokenstorm.report;

import dev.tokenstorm.drill.Drill;
import dev.tokenstorm.text.Humanize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists the drills that there are: what goes wrong in each, what it needs, how long it takes. */
public final class DrillListing {
  private static final int PURPOSE = 46;
  private static final String FORMAT = "%-22s %-" + PURPOSE + "s %-20s %6s";

  private DrillListing() {}

  /** Returns the table, with a newline at its end. */
  public static String render(List<Drill> drills) {
    List<String> lines = new ArrayList<>();
    lines.add(line("drill", "what goes wrong", "needs", "takes"));
    for (Drill drill : drills) {
      List<String> purpose = Paragraph.lines("", drill.purpose(), PURPOSE);
      lines.add(
          line(drill.name(), purpose.get(0), drill.need().words(), about(drill.expectedLength())));
      purpose.stream().skip(1).forEach(more -> lines.add(line("", more, "", "").stripTrailing()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(String name, String purpose, String needs, String takes) {
    return String.format(Locale.ROOT, FORMAT, name, purpose, needs, takes);
  }

  /** Returns a length that is only an estimate, so in whole seconds or minutes. */
  static String about(Duration length) {
    long seconds = length.toSeconds();
    return seconds < 120
        ? "%d s".formatted(seconds)
        : Humanize.count(Math.round(seconds / 60.0)) + " min";
  }
}
