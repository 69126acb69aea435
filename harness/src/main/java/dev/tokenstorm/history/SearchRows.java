package dev.tokenstorm.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.search.SearchSettings;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes rows of searches' documents: one for an answer, with its interval. */
final class SearchRows {
  private static final String ANSWERED = "passed";

  /** A capacity that was not held for long is none to compare with. */
  private static final String UNCONFIRMED = "failed";

  private SearchRows() {}

  /**
   * The row of a search that has an answer.
   *
   * @param content its document, and the plan of a run like its runs
   * @param host of a result document
   * @param folder where its results are
   */
  static NewRow of(
      RowContent content, JsonNode host, HistoryRequest request, Optional<String> folder) {
    JsonNode document = content.document();
    RowKind kind =
        document.path("command").asText().equals(RowKind.TUNE.key())
            ? RowKind.TUNE
            : RowKind.CAPACITY;
    Map<String, List<String>> settings = Basis.texts(document.path("settings"));
    String given = String.join("", settings.getOrDefault("target", List.of("embedded")));
    String target =
        request.targetLabel().orElseGet(() -> Basis.target(given, document.path("target")));
    RowOrigin origin =
        new RowOrigin(
            kind,
            document.path("search_id").asText(),
            Instant.parse(document.path("started_at").asText()),
            kind == RowKind.CAPACITY,
            target,
            RunRows.versions(document, host),
            folder);
    HistoryRow row =
        new HistoryRow(
            // A search that goes on later may come to another answer.
            HistoryRow.id(
                String.join(
                    "\n",
                    kind.key(),
                    origin.runId(),
                    String.valueOf(origin.startedAt()),
                    document.path("seed").asText(),
                    String.valueOf(document.path("runs").size()))),
            origin,
            SeriesKey.of(Basis.of(kind, settings, table(kind), target, host), request.series()),
            new RowOutcome(
                document.path("ending").asText(),
                kind == RowKind.TUNE || document.at("/answer/confirmed").asBoolean()
                    ? ANSWERED
                    : UNCONFIRMED),
            figures(kind, document.path("answer")),
            request.labels(),
            false);
    return new NewRow(row, content);
  }

  private static List<Setting<?>> table(RowKind kind) {
    return kind == RowKind.TUNE ? SearchSettings.TUNE_ALL : SearchSettings.CAPACITY_ALL;
  }

  private static SortedMap<String, FigureValue> figures(RowKind kind, JsonNode answer) {
    SortedMap<String, FigureValue> figures = new TreeMap<>();
    if (kind == RowKind.TUNE) {
      number(answer, "value")
          .ifPresent(
              value ->
                  figures.put(
                      FigureUnits.KNEE,
                      answer.path("repeated").asBoolean()
                          ? new FigureValue(value, number(answer, "low"), number(answer, "high"))
                          : new FigureValue(value)));
      number(answer, "completions_per_second")
          .ifPresent(value -> figures.put(FigureUnits.KNEE_RATE, new FigureValue(value)));
    } else {
      number(answer, "workflows_per_second")
          .ifPresent(value -> figures.put(FigureUnits.CAPACITY, capacity(value, answer)));
    }
    return figures;
  }

  /** The rate that broke says nothing of the server if the harness may have broken it. */
  private static FigureValue capacity(double rate, JsonNode answer) {
    JsonNode own = answer.at("/own_limit/cause");
    return own.isTextual()
        ? FigureValue.atLeast(rate, own.asText())
        : new FigureValue(rate, OptionalDouble.of(rate), number(answer, "breaking_per_second"));
  }

  private static OptionalDouble number(JsonNode answer, String name) {
    JsonNode node = answer.path(name);
    return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
  }
}
