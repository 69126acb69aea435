package dev.tokenstorm.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import dev.tokenstorm.result.DocumentFigures;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.RunSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes rows of runs' documents, whether they were just written or lie in a folder. */
final class RunRows {
  private RunRows() {}

  /**
   * The row of a run.
   *
   * @param content its document, plan and histograms
   * @param folder where its results are
   */
  static NewRow of(RowContent content, HistoryRequest request, Optional<String> folder) {
    JsonNode document = content.document();
    Map<String, List<String>> plan = Basis.texts(document.path("plan"));
    String given = String.join("", plan.getOrDefault("target", List.of()));
    String target =
        request.targetLabel().orElseGet(() -> Basis.target(given, document.path("target")));
    boolean open = document.path("load_model").asText().equals("open");
    RowOrigin origin =
        new RowOrigin(
            RowKind.RUN,
            document.path("run_id").asText(),
            Instant.parse(document.path("started_at").asText()),
            open,
            target,
            versions(document, document.path("host")),
            folder);
    SortedMap<String, String> basis =
        Basis.of(RowKind.RUN, plan, RunSettings.ALL, target, document.path("host"));
    String seed = String.join("", plan.getOrDefault("seed", List.of()));
    HistoryRow row =
        new HistoryRow(
            HistoryRow.id(
                String.join(
                    "\n",
                    RowKind.RUN.key(),
                    origin.runId(),
                    String.valueOf(origin.startedAt()),
                    seed)),
            origin,
            SeriesKey.of(basis, request.series()),
            new RowOutcome(
                document.at("/ending/how").asText(), document.at("/verdict/outcome").asText()),
            figures(document, open),
            request.labels(),
            false);
    return new NewRow(row, content);
  }

  /**
   * The versions that a document tells.
   *
   * @param host that it was made on
   */
  static Versions versions(JsonNode document, JsonNode host) {
    return new Versions(
        text(document.at("/software/harness")),
        text(document.at("/software/sdk")),
        text(document.at("/target/server_version")),
        text(host.path("jvm_version")));
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText()).filter(text -> !text.isEmpty());
  }

  private static SortedMap<String, FigureValue> figures(JsonNode document, boolean open) {
    SortedMap<String, FigureValue> figures = new TreeMap<>();
    for (Figure figure : FigureTable.all()) {
      new DocumentFigures(document, open)
          .read(figure.parts().get(0), figure)
          .ifPresent(value -> figures.put(figure.name(), new FigureValue(value)));
    }
    return figures;
  }
}
