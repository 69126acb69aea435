package dev.tokenstorm.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes rows as CSV (RFC 4180), each with the same columns: what it is, its labels, its figures.
 * An unknown value is an empty field.
 */
public final class HistoryCsv {
  private static final String END_OF_LINE = "\r\n";
  private static final String LABEL = "label.";

  /** Behind a figure's name: the part of the harness that bound it. */
  private static final String OWN_LIMIT = ".own_limit";

  private HistoryCsv() {}

  /** The rows, in the order given, below a header. */
  public static String write(List<HistoryRow> rows) {
    Set<String> labels = new TreeSet<>();
    Set<String> figures = new TreeSet<>();
    Set<String> bound = new TreeSet<>();
    for (HistoryRow row : rows) {
      labels.addAll(row.labels().keySet());
      figures.addAll(row.figures().keySet());
      row.figures().keySet().stream()
          .filter(figure -> row.ownLimit(figure).isPresent())
          .forEach(bound::add);
    }
    StringBuilder text = new StringBuilder();
    append(text, header(labels, figures, bound));
    rows.forEach(row -> append(text, fields(row, labels, figures, bound)));
    return text.toString();
  }

  private static List<String> header(Set<String> labels, Set<String> figures, Set<String> bound) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "series",
                "kind",
                "run_id",
                "started_at",
                "target",
                "ending",
                "verdict",
                "accepted",
                "harness_version",
                "sdk_version",
                "server_version",
                "jdk_version"));
    labels.forEach(label -> names.add(LABEL + label));
    names.addAll(figures);
    bound.forEach(figure -> names.add(figure + OWN_LIMIT));
    return names;
  }

  private static List<String> fields(
      HistoryRow row, Set<String> labels, Set<String> figures, Set<String> bound) {
    RowOrigin origin = row.origin();
    Versions versions = origin.versions();
    List<String> fields =
        new ArrayList<>(
            List.of(
                row.series().name(),
                origin.kind().key(),
                origin.runId(),
                origin.startedAt().toString(),
                origin.target(),
                row.outcome().ending(),
                row.outcome().verdict(),
                String.valueOf(row.accepted()),
                versions.harness().orElse(""),
                versions.sdk().orElse(""),
                versions.server().orElse(""),
                versions.jdk().orElse("")));
    labels.forEach(label -> fields.add(row.labels().getOrDefault(label, "")));
    for (String figure : figures) {
      var value = row.figure(figure);
      fields.add(value.isPresent() ? String.valueOf(value.getAsDouble()) : "");
    }
    bound.forEach(figure -> fields.add(row.ownLimit(figure).orElse("")));
    return fields;
  }

  private static void append(StringBuilder text, List<String> fields) {
    text.append(fields.stream().map(HistoryCsv::quoted).collect(Collectors.joining(",")))
        .append(END_OF_LINE);
  }

  private static String quoted(String field) {
    return field.matches("(?s).*[\",\r\n].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
