package dev.tokenstorm.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code search.json} of a search's folder, which is written whole after each run, and read by a
 * search that goes on.
 */
public final class SearchFile {
  /** Its name. */
  public static final String NAME = "search.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SearchFile() {}

  /**
   * What a search that goes on begins with.
   *
   * @param given its settings, by name
   */
  public record Begun(
      String searchId,
      long seed,
      String command,
      Instant startedAt,
      Map<String, List<String>> given,
      List<Trial> trials) {}

  /** Writes the document, in place of the one before. */
  public static void write(Path directory, SearchRecord search) throws IOException {
    Files.createDirectories(directory);
    WholeFile.write(directory.resolve(NAME), SearchJson.write(search));
  }

  /**
   * Reads what a search left.
   *
   * @throws UsageException if the folder is not one of a search
   */
  public static Begun read(Path directory) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(Files.readString(directory.resolve(NAME)));
    } catch (JsonProcessingException e) {
      throw unusable(directory, "holds a search.json that is not JSON");
    } catch (IOException e) {
      throw unusable(directory, "holds no search.json that can be read");
    }
    if (!tree.path("schema").asText().equals(SearchJson.SCHEMA)) {
      throw unusable(directory, "holds a search.json that is not of " + SearchJson.SCHEMA);
    }
    Map<String, List<String>> given = new TreeMap<>();
    tree.path("settings")
        .properties()
        .forEach(
            entry -> {
              List<String> texts = new ArrayList<>();
              entry.getValue().forEach(text -> texts.add(text.asText()));
              given.put(entry.getKey(), List.copyOf(texts));
            });
    List<Trial> trials = new ArrayList<>();
    for (JsonNode run : tree.path("runs")) {
      Optional<Trial> trial = TrialJson.read(run);
      trials.add(
          trial.orElseThrow(() -> unusable(directory, "holds a search.json with a damaged run")));
    }
    try {
      return new Begun(
          tree.path("search_id").asText(),
          tree.path("seed").asLong(),
          tree.path("command").asText(),
          Instant.parse(tree.path("started_at").asText()),
          given,
          List.copyOf(trials));
    } catch (DateTimeParseException e) {
      throw unusable(directory, "holds a search.json without the time of its start");
    }
  }

  private static UsageException unusable(Path directory, String what) {
    return new UsageException(
        "--resume "
            + Printable.shown(directory.toString())
            + " "
            + what
            + "; name the folder of a search.");
  }
}
