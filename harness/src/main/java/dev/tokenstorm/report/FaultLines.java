package dev.tokenstorm.report;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes when each fault of a run took place, what shows it, and what it cost. */
final class FaultLines {
  private static final String HEADING = "Faults";
  private static final String COST_INDENT = " ".repeat(15);

  private FaultLines() {}

  /** Returns the lines, the first with the heading; none for a run without faults. */
  static List<String> lines(Style style, RunResult result, int width) {
    List<String> lines = new ArrayList<>();
    for (FaultWindow fault : result.faults()) {
      String indent = String.format(Locale.ROOT, "%-12s", lines.isEmpty() ? HEADING : "");
      lines.addAll(Paragraph.lines(indent, sentence(fault), width));
      result
          .cost(fault)
          .ifPresent(cost -> lines.addAll(cost(result.facts().plan().workload(), cost, width)));
    }
    if (!lines.isEmpty()) {
      lines.set(0, style.bold(HEADING) + lines.get(0).substring(HEADING.length()));
    }
    return lines;
  }

  private static List<String> cost(WorkloadKind workload, FaultCost cost, int width) {
    List<String> texts = new ArrayList<>();
    texts.add(FaultCostWords.recovery(cost));
    texts.add(FaultCostWords.window(workload, cost));
    FaultCostWords.tokens(cost).ifPresent(texts::add);
    return texts.stream()
        .flatMap(text -> Paragraph.lines(COST_INDENT, text, width).stream())
        .toList();
  }

  private static String sentence(FaultWindow fault) {
    String head = fault.number() + ". " + fault.text() + ": ";
    String tail = fault.notUndone().map(why -> "; it was not undone: " + why).orElse("");
    if (!fault.happened()) {
      return head + "did not happen, " + fault.witness() + tail;
    }
    String begin = seconds(fault.beginNanos());
    String end = seconds(fault.endNanos());
    return head
        + (begin.equals(end) ? "at " + begin : begin + " to " + end)
        + ", "
        + fault.witness()
        + tail;
  }

  private static String seconds(long nanos) {
    return Humanize.seconds(Nanos.toSeconds(nanos));
  }
}
