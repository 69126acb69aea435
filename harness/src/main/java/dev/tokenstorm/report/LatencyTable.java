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
  private static final String ROW = "  %-34s%10s%10s%10s%10s%10s%10s";

  private final Style style;

  LatencyTable(Style style) {
    this.style = style;
  }

  List<String> lines(
      WorkloadKind workload, boolean openLoop, Map<Latency, LatencySummary> latencies) {
    List<String> lines = new ArrayList<>();
    String header =
        String.format(Locale.ROOT, ROW, "", "count", "p50", "p90", "p99", "p99.9", "max");
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
    return String.format(
        Locale.ROOT,
        ROW,
        name,
        Humanize.count(summary.count()),
        Humanize.seconds(summary.p50()),
        Humanize.seconds(summary.p90()),
        Humanize.seconds(summary.p99()),
        Humanize.seconds(summary.p999()),
        Humanize.seconds(summary.max()));
  }
}
