package dev.tokenstorm.report;

import dev.tokenstorm.result.ObjectiveResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the table of objectives: what was required, what was measured, and whether it was met. */
final class ObjectiveLines {
  private static final String ROW = "  %s %-56s%16s   %s";
  private static final int LONGEST = 56;

  private ObjectiveLines() {}

  /** Returns the lines; empty for a plan without objectives. */
  static List<String> lines(Style style, List<ObjectiveResult> objectives) {
    if (objectives.isEmpty()) {
      return List.of();
    }
    String header = String.format(Locale.ROOT, ROW, " ", "", "measured", "").stripTrailing();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(style.bold("Objectives") + style.dim(header.substring("Objectives".length())));
    for (ObjectiveResult result : objectives) {
      String requirement = result.requirement();
      if (requirement.length() > LONGEST) {
        lines.add("    " + requirement);
        requirement = "";
      }
      String mark = result.met() ? style.good("✓") : style.bad("✗");
      String words = result.outcome().words();
      lines.add(
          String.format(
              Locale.ROOT,
              ROW,
              mark,
              requirement,
              result.shown(),
              result.met() ? words : style.bad(words)));
    }
    return lines;
  }
}
