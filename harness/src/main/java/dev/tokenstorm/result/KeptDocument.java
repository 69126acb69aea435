package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.TreeMap;

/**
 * The document in a folder of many runs, as a call that goes on there reads it.
 *
 * @param directory the folder, as the user named it
 * @param name of the file
 * @param tree what stands in it
 * @param what the folder is to be of: {@code search}
 */
public record KeptDocument(Path directory, String name, JsonNode tree, String what) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads the document.
   *
   * @throws UsageException if it is not there, or not of this schema
   */
  public static KeptDocument read(Path directory, String name, String schema, String what) {
    KeptDocument none = new KeptDocument(directory, name, MAPPER.nullNode(), what);
    JsonNode tree;
    try {
      tree = MAPPER.readTree(Files.readString(directory.resolve(name)));
    } catch (JsonProcessingException e) {
      throw none.unusable("holds a " + name + " that is not JSON");
    } catch (IOException e) {
      throw none.unusable("holds no " + name + " that can be read");
    }
    if (!tree.path("schema").asText().equals(schema)) {
      throw none.unusable("holds a " + name + " that is not of " + schema);
    }
    return new KeptDocument(directory, name, tree, what);
  }

  /** The settings that it began with, by name. */
  public Map<String, List<String>> settings() {
    Map<String, List<String>> given = new TreeMap<>();
    tree.path("settings")
        .properties()
        .forEach(
            entry -> {
              List<String> texts = new ArrayList<>();
              entry.getValue().forEach(text -> texts.add(text.asText()));
              given.put(entry.getKey(), List.copyOf(texts));
            });
    return given;
  }

  /**
   * When it began.
   *
   * @throws UsageException if the document does not say it
   */
  public Instant startedAt() {
    try {
      return Instant.parse(tree.path("started_at").asText());
    } catch (DateTimeParseException e) {
      throw unusable("holds a " + name + " without the time of its start");
    }
  }

  /** Says that one of its runs cannot be read. */
  public UsageException damagedRun() {
    return unusable("holds a " + name + " with a damaged run");
  }

  private UsageException unusable(String why) {
    return new UsageException(
        "--resume %s %s; name the folder of a %s."
            .formatted(Printable.shown(directory.toString()), why, what));
  }
}
