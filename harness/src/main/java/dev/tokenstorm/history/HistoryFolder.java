package dev.tokenstorm.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.result.StoredJson;
import dev.tokenstorm.search.SearchFile;
import dev.tokenstorm.search.SearchJson;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Makes rows of results folders, as the run or the search itself would have. */
public final class HistoryFolder {
  private final Path directory;
  private final NewRow row;

  private HistoryFolder(Path directory, NewRow row) {
    this.directory = directory;
    this.row = row;
  }

  /**
   * Reads the folder of a run that came to its end, or of a search with an answer.
   *
   * @throws UsageException if it is neither
   */
  public static HistoryFolder read(Path directory, HistoryRequest request) {
    return new HistoryFolder(
        directory,
        Files.exists(directory.resolve(SearchFile.NAME))
            ? search(directory, request)
            : run(directory, request));
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /** Adds it to a history; says whether it was not there before. */
  public boolean addTo(HistoryStore store) {
    return store.append(row);
  }

  /** What is added. */
  public HistoryRow row() {
    return row.row();
  }

  private static NewRow run(Path directory, HistoryRequest request) {
    RunFolder folder = RunFolder.open(directory);
    RowHistograms histograms = new RowHistograms();
    folder.read(sample -> histograms.add(sample.latencies().measured()));
    return RunRows.of(
        new RowContent(folder.planYaml(), folder.result(), histograms.sums()),
        request,
        Optional.of(RowSink.whole(directory)));
  }

  private static NewRow search(Path directory, HistoryRequest request) {
    JsonNode document;
    try {
      document = StoredJson.read(directory.resolve(SearchFile.NAME));
    } catch (IOException e) {
      throw unusable(directory, "holds a search.json that cannot be read");
    }
    if (!document.path("schema").asText().equals(SearchJson.SCHEMA)) {
      throw unusable(directory, "holds a search.json that is not of " + SearchJson.SCHEMA);
    }
    if (!document.path("answer").isObject() || !document.path("runs").path(0).isObject()) {
      throw unusable(directory, "holds a search without an answer");
    }
    if (StoredJson.startedAt(document).isEmpty()) {
      throw unusable(directory, "holds a search.json without the time of its start");
    }
    // On which host it was, its runs tell.
    RunFolder first =
        RunFolder.open(
            StoredJson.folder(directory, document.path("runs").path(0).path("folder"))
                .orElseThrow(
                    () -> unusable(directory, "holds a search.json whose runs have no folders")));
    return SearchRows.of(
        new RowContent(first.planYaml(), document, Map.of()),
        first.result().path("host"),
        request,
        Optional.of(RowSink.whole(directory)));
  }

  private static UsageException unusable(Path directory, String what) {
    return new UsageException(
        "%s %s; name a results folder.".formatted(Printable.shown(directory.toString()), what));
  }
}
