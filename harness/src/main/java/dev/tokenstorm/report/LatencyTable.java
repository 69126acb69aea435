package dev.tokenstorm.report;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the table of latencies, one row each. */
final class LatencyTable {
  private static final String FIGURES = "%10s%10s%10s%10s%10s";

  /** Columns of a name and of the count behind it, which may come close to it. */
  private static final int NAME_AND_COUNT = 44;

  private final Style style;

  LatencyTable(Style style) {
    this.style = style;
  }

  List<String> lines(
      WorkloadKind workload, boolean openLoop, Map<Latency, LatencySummary> latencies) {
    List<String> lines = new ArrayList<>();
    String header =
        row("", "count") + String.format(Locale.ROOT, FIGURES, "p50", "p90", "p99", "p99.9", "max");
    lines.add(style.bold("Latency") + style.dim(header.substring("Latency".length())));
    // They are declared in the order in which a workflow meets them.
    for (Latency latency : Latency.values()) {
      LatencySummary summary = latencies.get(latency);
      if (summary != null && summary.count() > 0) {
        lines.add(row(latency.label(workload.noun(), openLoop), summary));
      }
    }
    if (lines.size() == 1) {
      lines.add("  nothing was timed");
    }
    return lines;
  }

  private static String row(String name, LatencySummary summary) {
    return row(name, Humanize.count(summary.count()))
        + String.format(
            Locale.ROOT,
            FIGURES,
            Humanize.seconds(summary.p50()),
            Humanize.seconds(summary.p90()),
            Humanize.seconds(summary.p99()),
            Humanize.seconds(summary.p999()),
            Humanize.seconds(summary.max()));
  }

  private static String row(String name, String count) {
    int room = NAME_AND_COUNT - name.length() - count.length();
    return "  " + name + " ".repeat(Math.max(1, room)) + count;
  }
}
