package dev.tokenstorm.report;

import dev.tokenstorm.search.Knee;
import dev.tokenstorm.search.LimitingFactor;
import dev.tokenstorm.search.SearchRecord;
import dev.tokenstorm.search.TunePoint;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the values that {@code tune} tried, as a table and as a chart. */
final class TuneTable {
  private static final String ROW = "  %12s%6s%15s%19s%9s%8s%10s   %s";
  private static final int BAR = 60;

  private final Style style;

  TuneTable(Style style) {
    this.style = style;
  }

  /** Returns the lines; empty if no value was run yet. */
  List<String> lines(String varied, SearchRecord search) {
    List<TunePoint> points = TunePoint.of(search.trials());
    if (points.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        style.dim(
            String.format(
                Locale.ROOT,
                ROW,
                varied.length() > 12 ? varied.substring(varied.length() - 12) : varied,
                "runs",
                "completions",
                "95 % interval",
                "of best",
                "busy",
                "call",
                "bound by")));
    points.forEach(point -> lines.add(row(point)));
    lines.add("");
    int knee =
        search.answer().map(answer -> answer instanceof Knee known ? known.value() : 0).orElse(0);
    points.forEach(point -> lines.add(bar(point, knee)));
    return lines;
  }

  private static String row(TunePoint point) {
    String interval =
        point.low().isPresent() && point.high().isPresent()
            ? Humanize.digits(point.low().getAsDouble())
                + " to "
                + Humanize.digits(point.high().getAsDouble())
            : Humanize.UNKNOWN;
    return String.format(
        Locale.ROOT,
        ROW,
        Humanize.count(point.value()),
        point.runs(),
        Humanize.rate(point.perSecond()),
        interval,
        String.format(Locale.ROOT, "%.0f %%", 100 * point.share()),
        point.busyShare().isPresent()
            ? String.format(Locale.ROOT, "%.0f %%", 100 * point.busyShare().getAsDouble())
            : Humanize.UNKNOWN,
        Humanize.seconds(point.callSeconds()),
        point.bound().map(LimitingFactor::key).orElse(""));
  }

  private String bar(TunePoint point, int knee) {
    String bar = "█".repeat((int) Math.max(1, Math.round(BAR * point.share())));
    return String.format(Locale.ROOT, "  %12s  ", Humanize.count(point.value()))
        + (point.value() == knee ? style.good(bar) : bar)
        + " "
        + Humanize.rate(point.perSecond())
        + (point.value() == knee ? " ◂ knee" : "");
  }
}
