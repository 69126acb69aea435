package dev.tokenstorm.report;

import dev.tokenstorm.drill.DrillFile;
import dev.tokenstorm.drill.DrillRecord;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.DrillVerdict;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes what drills print at their end: the answer first, then a row for each drill, why one did
 * not hold or was not run, and where the results are. No line is wider than {@value Summary#WIDTH}
 * columns.
 */
public final class DrillText {
  private static final int HEADING = 12;

  private final Style style;

  /**
   * Makes a writer.
   *
   * @param colours whether to write colours: the output is a terminal, and the user wants them
   */
  public DrillText(boolean colours) {
    this.style = new Style(colours);
  }

  /** Returns the text, with a newline at its end. */
  public String render(DrillRecord drills) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(drills));
    drills
        .state()
        .target()
        .flatMap(TargetInfo::caveat)
        .ifPresent(caveat -> lines.addAll(Paragraph.lines("  ! ", caveat + ".", Summary.WIDTH)));
    lines.add("");
    lines.addAll(headed("Drills", about(drills)));
    lines.add("");
    lines.addAll(new DrillTable(style).lines(drills.rows()));
    List<String> reasons = reasons(drills.rows());
    if (!reasons.isEmpty()) {
      lines.add("");
      lines.addAll(reasons);
    }
    lines.add("");
    lines.addAll(headed("Results", results(drills)));
    return String.join("\n", lines) + "\n";
  }

  private String headline(DrillRecord drills) {
    String said = DrillHeadline.of(drills);
    if (said.startsWith(Headline.INTERRUPTED)) {
      return style.warn(said);
    }
    return switch (drills.state().outcome()) {
      case HELD -> style.good(said);
      case DID_NOT_HOLD -> style.bad(said);
      case NOT_RUN -> style.warn(said);
    };
  }

  private static List<String> about(DrillRecord drills) {
    List<String> items = new ArrayList<>();
    items.add(drills.plan().identity().runId());
    Optional<TargetInfo> target = drills.state().target();
    items.add(target.map(TargetInfo::address).orElse(drills.plan().target()));
    target.flatMap(TargetInfo::serverVersion).ifPresent(known -> items.add("server " + known));
    double seconds = drills.rows().stream().mapToDouble(DrillRow::seconds).sum();
    items.add(Humanize.seconds(seconds));
    items.add("seed " + drills.plan().identity().seed());
    return items;
  }

  private static List<String> reasons(List<DrillRow> rows) {
    List<String> lines = new ArrayList<>();
    for (DrillRow row : rows) {
      if (row.verdict() == DrillVerdict.DID_NOT_HOLD) {
        lines.addAll(
            Paragraph.lines(
                "  ✗ ", "%s did not hold. %s".formatted(row.name(), row.reason()), Summary.WIDTH));
      } else if (row.verdict() == DrillVerdict.NOT_RUN) {
        lines.addAll(
            Paragraph.lines(
                "  ! ", "%s was not run. %s".formatted(row.name(), row.reason()), Summary.WIDTH));
      }
    }
    return lines;
  }

  private static List<String> results(DrillRecord drills) {
    List<String> items = new ArrayList<>();
    items.add(drills.plan().directory().toString());
    items.add("%s has all figures, %s shows them".formatted(DrillFile.NAME, DrillReport.FILE));
    items.add("runs/ has each drill's results");
    if (drills.rows().size() < drills.plan().drills().size()) {
      items.add(
          "to go on: tokenstorm drill --resume "
              + ShellWord.of(drills.plan().directory().toString()));
    }
    return items;
  }

  private List<String> headed(String heading, List<String> items) {
    List<String> lines =
        new ArrayList<>(
            Paragraph.items(
                String.format(Locale.ROOT, "%-" + HEADING + "s", heading), items, Summary.WIDTH));
    lines.set(0, style.bold(heading) + lines.get(0).substring(heading.length()));
    return lines;
  }
}
