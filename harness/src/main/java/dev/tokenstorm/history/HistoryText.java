package dev.tokenstorm.history;

import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.Printable;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Series and their rows as people read them: a table each, and what the series are of. */
public final class HistoryText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HistoryText() {}

  /** All series, each with its newest figures. */
  public static String series(List<SeriesSummary> summaries) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("series", "kind", "target", "rows", "newest (UTC)", "figures"));
    for (SeriesSummary summary : summaries) {
      HistoryRow newest = summary.newest();
      table.add(
          List.of(
              summary.name(),
              newest.origin().kind().key(),
              newest.origin().target(),
              Humanize.count(summary.rows()),
              TIME.format(newest.origin().startedAt()),
              figures(newest)));
    }
    return TextTable.of(table);
  }

  /** The rows of a series, from the oldest to the newest. */
  public static String rows(List<HistoryRow> rows) {
    HistoryRow newest = rows.get(rows.size() - 1);
    StringBuilder text = new StringBuilder("Series " + newest.series().name() + "\n");
    newest
        .series()
        .basis()
        .forEach(
            (name, value) ->
                text.append("  ").append(name).append(' ').append(escaped(value)).append('\n'));
    text.append('\n');
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("started (UTC)", "run", "verdict", "figures", "labels"));
    for (HistoryRow row : rows) {
      table.add(
          List.of(
              TIME.format(row.origin().startedAt()),
              row.origin().runId(),
              verdict(row),
              figures(row),
              labels(row)));
    }
    return text + TextTable.of(table);
  }

  static String labels(HistoryRow row) {
    return row.labels().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(" "));
  }

  /** How a row went, in a word or two. */
  static String verdict(HistoryRow row) {
    String verdict =
        row.usable() || row.outcome().verdict().equals("failed")
            ? row.outcome().verdict()
            : row.outcome().ending();
    return verdict + (row.accepted() ? ", accepted" : "");
  }

  private static String figures(HistoryRow row) {
    return names(row).stream()
        .flatMap(
            name ->
                Optional.ofNullable(row.figures().get(name)).stream()
                    .map(figure -> name + " " + figure(name, figure)))
        .collect(Collectors.joining(" · "));
  }

  private static List<String> names(HistoryRow row) {
    return switch (row.origin().kind()) {
      case RUN -> List.of("completions.rate", "workflow.p50", "workflow.p99");
      case TUNE -> List.of(FigureUnits.KNEE, FigureUnits.KNEE_RATE);
      case CAPACITY -> List.of(FigureUnits.CAPACITY);
    };
  }

  private static String figure(String name, FigureValue figure) {
    String value = figure.text(name);
    if (figure.ownLimit().isPresent()) {
      return "%s (the harness's own limit: %s)".formatted(value, figure.ownLimit().get());
    }
    return figure.low().isEmpty() && figure.high().isEmpty()
        ? value
        : "%s (%s to %s)".formatted(value, bound(name, figure.low()), bound(name, figure.high()));
  }

  private static String bound(String name, OptionalDouble bound) {
    return bound.isPresent() ? FigureUnits.text(name, bound.getAsDouble()) : Humanize.UNKNOWN;
  }

  private static String escaped(String text) {
    return Printable.escaped(text);
  }
}
