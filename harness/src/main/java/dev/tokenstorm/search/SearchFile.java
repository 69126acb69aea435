package dev.tokenstorm.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.result.KeptDocument;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code search.json} of a search's folder, which is written whole after each run, and read by a
 * search that goes on.
 */
public final class SearchFile {
  /** Its name. */
  public static final String NAME = "search.json";

  private static final Set<String> COMMANDS = Set.of("tune", "capacity");

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
    KeptDocument document = KeptDocument.read(directory, NAME, SearchJson.SCHEMA, "search");
    JsonNode tree = document.tree();
    String command = tree.path("command").asText();
    if (!COMMANDS.contains(command)) {
      throw document.unknownCommand();
    }
    List<Trial> trials = new ArrayList<>();
    for (JsonNode run : tree.path("runs")) {
      trials.add(TrialJson.read(run).orElseThrow(document::damagedRun));
    }
    return new Begun(
        document.id("search_id"),
        tree.path("seed").asLong(),
        command,
        document.startedAt(),
        document.settings(),
        List.copyOf(trials));
  }
}
