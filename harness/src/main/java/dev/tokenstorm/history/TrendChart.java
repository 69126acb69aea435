package dev.tokenstorm.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * One figure of a series as an SVG: a dot for each row in its order, which leads to the row's
 * report; a line through those that can be compared; a dashed mark where a version changed, and a
 * solid one where the figure did.
 */
final class TrendChart {
  private static final double WIDTH = 420;
  private static final double HEIGHT = 170;
  private static final double LEFT = 62;
  private static final double RIGHT = 12;
  private static final double TOP = 22;
  private static final double BOTTOM = 16;

  /** Of the values' range, left free above and below. */
  private static final double PADDING = 0.15;

  /** Where all values are the same, this share of them is the range. */
  private static final double LEAST_RANGE = 0.02;

  private static final double RADIUS = 3.5;

  private final String figure;
  private final List<HistoryRow> rows;
  private final Map<Integer, String> versions;
  private final Map<Integer, String> changes;
  private final ReportLinks links;
  private final double low;
  private final double high;

  /**
   * @param versions which versions changed, by the index of the first row with them
   * @param changes where the figure itself changed, likewise
   */
  TrendChart(
      String figure,
      List<HistoryRow> rows,
      Map<Integer, String> versions,
      Map<Integer, String> changes,
      ReportLinks links) {
    this.figure = figure;
    this.rows = rows;
    this.versions = versions;
    this.changes = changes;
    this.links = links;
    double[] values = values().toArray();
    double least = DoubleStream.of(values).min().orElse(0);
    double most = DoubleStream.of(values).max().orElse(1);
    double range = Math.max(most - least, Math.max(Math.abs(most) * LEAST_RANGE, 1e-9));
    this.low = Math.max(least < 0 ? -Double.MAX_VALUE : 0, least - PADDING * range);
    this.high = most + PADDING * range;
  }

  private DoubleStream values() {
    return rows.stream()
        .flatMap(row -> Optional.ofNullable(row.figures().get(figure)).stream())
        .flatMapToDouble(
            value ->
                DoubleStream.concat(
                    DoubleStream.of(value.value()),
                    DoubleStream.concat(value.low().stream(), value.high().stream())));
  }

  /** The chart as an element. */
  String svg() {
    StringBuilder svg =
        new StringBuilder(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted((int) WIDTH, (int) HEIGHT, HtmlText.escaped(figure + " by run")));
    grid(svg);
    versions.forEach((index, text) -> mark(svg, "version", index, text, TOP - 10));
    changes.forEach((index, text) -> mark(svg, "change", index, text, HEIGHT - 2));
    line(svg);
    for (int index = 0; index < rows.size(); index++) {
      dot(svg, index);
    }
    return svg.append("</svg>\n").toString();
  }

  private void grid(StringBuilder svg) {
    for (double share : new double[] {0, 0.5, 1}) {
      double value = low + share * (high - low);
      svg.append(
          number(
              "<line class=\"grid-line\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT, WIDTH - RIGHT, y(value), y(value)));
      svg.append(number("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 6, y(value) + 4))
          .append(HtmlText.escaped(FigureUnits.text(figure, value)))
          .append("</text>\n");
    }
  }

  /** A line before a row, with a text beside it that stays within the chart. */
  private void mark(StringBuilder svg, String kind, int index, String text, double textY) {
    double x = x(index) - step() / 2;
    boolean right = x > WIDTH / 2;
    svg.append("<g class=\"%s\">".formatted(kind))
        .append(
            number(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                x, x, TOP - 6, HEIGHT - BOTTOM))
        .append(
            number(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">",
                x + (right ? -4 : 4), textY, right ? "end" : "start"))
        .append(HtmlText.escaped(text))
        .append("</text></g>\n");
  }

  private void line(StringBuilder svg) {
    List<String> points = new ArrayList<>();
    for (int index = 0; index < rows.size(); index++) {
      OptionalDouble value = rows.get(index).comparable(figure);
      if (value.isPresent()) {
        points.add(number("%.1f,%.1f", x(index), y(value.getAsDouble())));
      }
    }
    svg.append("<polyline class=\"trend\" points=\"%s\"/>\n".formatted(String.join(" ", points)));
  }

  private void dot(StringBuilder svg, int index) {
    HistoryRow row = rows.get(index);
    FigureValue value = row.figures().get(figure);
    if (value == null) {
      return;
    }
    if (value.low().isPresent() || value.high().isPresent()) {
      svg.append(
          number(
              "<line class=\"range\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
              x(index),
              x(index),
              y(value.low().orElse(value.value())),
              y(value.high().orElse(value.value()))));
    }
    Optional<String> link = links.of(row);
    link.ifPresent(href -> svg.append("<a href=\"%s\">".formatted(HtmlText.escaped(href))));
    svg.append(
            number(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>",
                row.comparable(figure).isPresent() ? "run" : "left-out",
                x(index),
                y(value.value()),
                RADIUS))
        .append(HtmlText.escaped(title(row, value)))
        .append("</title></circle>");
    link.ifPresent(href -> svg.append("</a>"));
    svg.append('\n');
  }

  private String title(HistoryRow row, FigureValue value) {
    StringBuilder title =
        new StringBuilder(
            "%s %s · %s · %s"
                .formatted(
                    figure, value.text(figure), row.origin().runId(), row.outcome().verdict()));
    row.labels().forEach((key, label) -> title.append(" · ").append(key + "=" + label));
    return title.toString();
  }

  private double step() {
    return (WIDTH - LEFT - RIGHT) / rows.size();
  }

  private double x(int index) {
    return LEFT + step() * (index + 0.5);
  }

  private double y(double value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / (high - low));
  }

  private static String number(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
