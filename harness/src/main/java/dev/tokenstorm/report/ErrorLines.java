package dev.tokenstorm.report;

import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists RPC attempts that went wrong, the most frequent first. */
final class ErrorLines {
  private static final int SHOWN = 8;

  private ErrorLines() {}

  static List<String> lines(Style style, Map<RpcStatus, Long> rpc, int width) {
    List<Map.Entry<RpcStatus, Long>> errors =
        rpc.entrySet().stream()
            .filter(entry -> entry.getKey().isError() && entry.getValue() > 0)
            .sorted(
                Map.Entry.<RpcStatus, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(entry -> entry.getKey().toString()))
            .toList();
    long total = Counts.errors(rpc);
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("Errors")
            + "      "
            + (total == 0 ? "none" : style.warn(Humanize.count(total)))
            + " of "
            + Humanize.count(Counts.calls(rpc), "call"));
    for (Map.Entry<RpcStatus, Long> error : errors.subList(0, Math.min(SHOWN, errors.size()))) {
      String lead = String.format(Locale.ROOT, "%,10d  ", error.getValue());
      lines.addAll(Paragraph.lines(lead, describe(error.getKey()), width));
    }
    if (errors.size() > SHOWN) {
      lines.add("            and %d more kinds".formatted(errors.size() - SHOWN));
    }
    return lines;
  }

  private static String describe(RpcStatus status) {
    String text = status.method() + " " + status.code();
    if (!status.cause().isEmpty()) {
      text += " · cause " + status.cause();
    }
    return status.scope().isEmpty() ? text : text + " · scope " + status.scope();
  }
}
