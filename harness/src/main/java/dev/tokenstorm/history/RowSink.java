package dev.tokenstorm.history;

import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.settings.HistoryRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Adds single rows to a history, whatever happens to it: what was measured never depends on it. */
final class RowSink {
  private final HistoryRequest request;
  private final Map<String, String> environment;

  RowSink(HistoryRequest request, Map<String, String> environment) {
    this.request = request;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Adds a row.
   *
   * @param folder of the results that it is made of
   * @return one sentence on why it is not there
   */
  Optional<String> add(Supplier<NewRow> row, Optional<Path> folder) {
    try (HistoryStore store = HistoryStore.open(request.location(), environment)) {
      var unused = store.append(row.get());
      return Optional.empty();
    } catch (HistoryException e) {
      return Optional.of(e.getMessage() + later(folder));
    } catch (RuntimeException e) {
      return Optional.of(
          "--history: no row could be made (%s).".formatted(Sentences.rootMessage(e))
              + later(folder));
    }
  }

  private String later(Optional<Path> folder) {
    return folder.map(path -> " Add it later: " + AddCommand.of(path, request)).orElse("");
  }

  /** A folder's path that is the same from anywhere. */
  static String whole(Path folder) {
    return folder.toAbsolutePath().normalize().toString();
  }
}
