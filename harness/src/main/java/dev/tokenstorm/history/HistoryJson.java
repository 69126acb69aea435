package dev.tokenstorm.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.result.DocumentJson;
import java.util.List;

/**
 * Writes series as the document that {@code docs/schema/tokenstorm.history-v1.schema.json}
 * describes.
 */
public final class HistoryJson {
  /** What the document's {@code schema} says. */
  static final String SCHEMA = "tokenstorm.history/v1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HistoryJson() {}

  /** All series, each with its newest row. */
  public static String series(List<SeriesSummary> summaries) {
    ObjectNode tree = document();
    ArrayNode series = tree.putArray("series");
    for (SeriesSummary summary : summaries) {
      ObjectNode one = series.addObject();
      series(one, summary.newest(), summary.rows());
      one.put("first_started_at", summary.first().toString());
      row(one.putArray("rows").addObject(), summary.newest());
    }
    return DocumentJson.text(tree);
  }

  /**
   * One series.
   *
   * @param rows all of them, from the oldest to the newest
   * @param changes where its figures changed
   */
  public static String rows(List<HistoryRow> rows, List<FigureChange> changes) {
    ObjectNode tree = document();
    ObjectNode one = tree.putArray("series").addObject();
    series(one, rows.get(rows.size() - 1), rows.size());
    one.put("first_started_at", rows.get(0).origin().startedAt().toString());
    ArrayNode all = one.putArray("rows");
    rows.forEach(row -> row(all.addObject(), row));
    ArrayNode points = one.putArray("change_points");
    for (FigureChange change : changes) {
      ObjectNode point = points.addObject();
      point.put("figure", change.figure());
      point.put("row_id", rows.get(change.row()).id());
      point.put("before", change.before());
      point.put("after", change.after());
      point.put("change_ratio", change.share());
    }
    return DocumentJson.text(tree);
  }

  private static ObjectNode document() {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("schema", SCHEMA);
    return tree;
  }

  private static void series(ObjectNode tree, HistoryRow newest, long rows) {
    tree.put("name", newest.series().name());
    tree.put("rows_total", rows);
    tree.put("fingerprint", newest.series().fingerprint());
    ObjectNode basis = tree.putObject("basis");
    newest.series().basis().forEach(basis::put);
  }

  private static void row(ObjectNode tree, HistoryRow row) {
    RowOrigin origin = row.origin();
    tree.put("id", row.id());
    tree.put("kind", origin.kind().key());
    tree.put("run_id", origin.runId());
    tree.put("started_at", origin.startedAt().toString());
    tree.put("load_model", origin.openLoop() ? "open" : "closed");
    tree.put("target", origin.target());
    tree.put("ending", row.outcome().ending());
    tree.put("verdict", row.outcome().verdict());
    tree.put("accepted", row.accepted());
    origin.folder().ifPresent(folder -> tree.put("folder", folder));
    ObjectNode versions = tree.putObject("versions");
    origin.versions().harness().ifPresent(version -> versions.put("harness", version));
    origin.versions().sdk().ifPresent(version -> versions.put("sdk", version));
    origin.versions().server().ifPresent(version -> versions.put("server", version));
    origin.versions().jdk().ifPresent(version -> versions.put("jdk", version));
    ObjectNode labels = tree.putObject("labels");
    row.labels().forEach(labels::put);
    ObjectNode figures = tree.putObject("figures");
    row.figures()
        .forEach(
            (name, figure) -> {
              ObjectNode one = figures.putObject(name);
              one.put("value", figure.value());
              figure.low().ifPresent(low -> one.put("low", low));
              figure.high().ifPresent(high -> one.put("high", high));
              figure.ownLimit().ifPresent(own -> one.put("own_limit", own));
            });
  }
}
