package dev.tokenstorm.report;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.CellReport;
import dev.tokenstorm.result.FleetReport;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a row for each cell of a fleet, the odd one first. */
final class FleetLines {
  private static final String HEADING = "Cells";

  private FleetLines() {}

  static List<String> lines(Style style, FleetReport fleet) {
    List<String> lines = new ArrayList<>();
    String header = row(HEADING, "started", "closed", "lag p99", "CPU", "longest silence");
    lines.add(style.bold(HEADING) + style.dim(header.substring(HEADING.length())));
    for (CellReport cell : OddCells.first(fleet.cells())) {
      lines.add(
          row(
              "  " + cell.name() + (cell.fate() == CellReport.Fate.LOST ? ", lost" : ""),
              Humanize.count(cell.started()),
              Humanize.rate(cell.closedPerSecond()),
              Humanize.seconds(cell.lagSeconds()),
              String.format(Locale.ROOT, "%.1f cores", cell.coresUsed()),
              Humanize.seconds(Nanos.toSeconds(cell.longestSilence()))));
    }
    lines.add(
        "  began within %s of each other"
            .formatted(Humanize.seconds(Nanos.toSeconds(fleet.startSpread()))));
    return lines;
  }

  private static String row(
      String name, String started, String closed, String lag, String cores, String silence) {
    return String.format(
        Locale.ROOT, "%-14s%12s%14s%14s%14s%18s", name, started, closed, lag, cores, silence);
  }
}
