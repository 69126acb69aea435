package dev.tokenstorm.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A page with the trend of each figure of a series, and a table of its rows. One file, which needs
 * no network and runs no script.
 */
public final class TrendPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Tells a page of a series from other files. */
  private static final String MARK = "<meta name=\"generator\" content=\"Tokenstorm history\">";

  /** Figures that are shown first, if a series has them. */
  private static final List<String> FIRST =
      List.of(
          FigureUnits.CAPACITY,
          FigureUnits.KNEE,
          FigureUnits.KNEE_RATE,
          "completions.rate",
          "workflows.rate",
          "workflow.p50",
          "workflow.p99",
          "completion.p50",
          "completion.p99",
          "errors.ratio",
          "generator.cpu-per-greeting");

  private final List<HistoryRow> rows;
  private final ReportLinks links;
  private final Map<Integer, String> versions;
  private final Function<String, Map<Integer, String>> changes;

  private TrendPage(
      List<HistoryRow> rows, Path file, Function<String, Map<Integer, String>> changes) {
    this.rows = List.copyOf(rows);
    this.changes = changes;
    this.links = new ReportLinks(file);
    this.versions = VersionMarks.of(rows);
  }

  /**
   * The page of a series.
   *
   * @param rows from the oldest to the newest; at least one
   * @param file where the page will be, from which it leads to reports
   * @param changes where a figure changed, in a few words each, by the index of the first row after
   *     it
   */
  public static String html(
      List<HistoryRow> rows, Path file, Function<String, Map<Integer, String>> changes) {
    return new TrendPage(rows, file, changes).html();
  }

  /** Whether a text is such a page. */
  public static boolean wrote(String text) {
    return text.contains(MARK);
  }

  private String html() {
    String style = resource("trend.css");
    Map<String, String> slots =
        Map.of(
            "{{policy}}",
            "default-src 'none'; style-src 'sha256-" + sha256(style) + "'",
            "{{title}}",
            HtmlText.escaped("Tokenstorm · " + newest().series().name()),
            "{{style}}",
            style);
    String page = resource("trend.html").replace("{{mark}}", MARK);
    for (Map.Entry<String, String> slot : slots.entrySet()) {
      page = page.replace(slot.getKey(), slot.getValue());
    }
    // Last, as what is in it is not ours.
    return page.replace("{{body}}", body());
  }

  private HistoryRow newest() {
    return rows.get(rows.size() - 1);
  }

  private String body() {
    StringBuilder body = new StringBuilder();
    body.append("<h1>%s</h1>\n".formatted(HtmlText.escaped(newest().series().name())));
    body.append("<p class=\"note\">%s</p>\n".formatted(HtmlText.escaped(span())));
    body.append("<dl class=\"basis\">\n");
    newest()
        .series()
        .basis()
        .forEach(
            (name, value) ->
                body.append(
                    "<div><dt>%s</dt><dd>%s</dd></div>\n"
                        .formatted(HtmlText.escaped(name), HtmlText.escaped(value))));
    body.append("</dl>\n");
    List<String> figures = moving();
    List<String> first = FIRST.stream().filter(figures::contains).toList();
    charts(body, first);
    figures.removeAll(first);
    if (!figures.isEmpty()) {
      body.append("<details><summary>All other figures that are not always zero</summary>\n");
      charts(body, figures);
      body.append("</details>\n");
    }
    body.append("<h2>Rows</h2>\n");
    table(body, first);
    return body.toString();
  }

  private String span() {
    return rows.size() == 1
        ? "One row, of " + time(newest()) + " UTC."
        : "%,d rows, from %s to %s UTC. A ring is a run that failed or was cut short, or whose figure"
                .formatted(rows.size(), time(rows.get(0)), time(newest()))
            + " a limit of the harness bound; a dashed line is a version that changed.";
  }

  private static String time(HistoryRow row) {
    return TIME.format(row.origin().startedAt());
  }

  /** The figures that some row has, and that are not zero in all. */
  private List<String> moving() {
    Set<String> names = new TreeSet<>();
    for (HistoryRow row : rows) {
      row.figures()
          .forEach(
              (name, figure) -> {
                if (figure.value() != 0) {
                  names.add(name);
                }
              });
    }
    return new ArrayList<>(names);
  }

  private void charts(StringBuilder body, List<String> figures) {
    body.append("<div class=\"grid\">\n");
    for (String figure : figures) {
      Optional<String> value = newest().text(figure);
      body.append("<figure><figcaption><span>%s</span>".formatted(HtmlText.escaped(figure)));
      if (value.isPresent()) {
        body.append("<span class=\"value\">%s</span>".formatted(HtmlText.escaped(value.get())));
      }
      body.append("</figcaption>\n")
          .append(new TrendChart(figure, rows, versions, changes.apply(figure), links).svg())
          .append("</figure>\n");
    }
    body.append("</div>\n");
  }

  private void table(StringBuilder body, List<String> figures) {
    body.append("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
    List<String> columns = new ArrayList<>(List.of("started (UTC)", "run", "labels", "verdict"));
    columns.addAll(figures);
    columns.addAll(List.of("server", "SDK", "JDK", "harness"));
    columns.forEach(
        column -> body.append("<th scope=\"col\">%s</th>".formatted(HtmlText.escaped(column))));
    body.append("</tr></thead>\n<tbody>\n");
    for (int index = rows.size() - 1; index >= 0; index--) {
      tableRow(body, rows.get(index), figures);
    }
    body.append("</tbody></table></div>\n");
  }

  private void tableRow(StringBuilder body, HistoryRow row, List<String> figures) {
    body.append("<tr>");
    cell(body, time(row));
    String run = HtmlText.escaped(row.origin().runId());
    Optional<String> link = links.of(row);
    body.append(
        link.map(href -> "<td><a href=\"%s\">%s</a></td>".formatted(HtmlText.escaped(href), run))
            .orElse("<td>" + run + "</td>"));
    cell(body, HistoryText.labels(row));
    cell(body, HistoryText.verdict(row));
    for (String figure : figures) {
      body.append("<td class=\"number\">")
          .append(row.text(figure).map(HtmlText::escaped).orElse(""))
          .append("</td>");
    }
    Versions versions = row.origin().versions();
    for (Optional<String> version :
        List.of(versions.server(), versions.sdk(), versions.jdk(), versions.harness())) {
      cell(body, version.orElse(""));
    }
    body.append("</tr>\n");
  }

  private static void cell(StringBuilder body, String text) {
    body.append("<td>").append(HtmlText.escaped(text)).append("</td>");
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = TrendPage.class.getResourceAsStream("page/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
