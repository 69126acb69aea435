package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The document in a folder of many runs, as a call that goes on there reads it.
 *
 * @param directory the folder, as the user named it
 * @param name of the file
 * @param tree what stands in it
 * @param what the folder is to be of: {@code search}
 */
public record KeptDocument(Path directory, String name, JsonNode tree, String what) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  /**
   * Reads the document.
   *
   * @throws UsageException if it is not there, or not of this schema
   */
  public static KeptDocument read(Path directory, String name, String schema, String what) {
    KeptDocument none = new KeptDocument(directory, name, NullNode.getInstance(), what);
    JsonNode tree;
    try {
      tree = StoredJson.read(directory.resolve(name));
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
   * The id by which it is called, which is part of folders and of other ids.
   *
   * @throws UsageException if the document has no such id
   */
  public String id(String member) {
    String id = tree.path(member).asText();
    if (!ID.matcher(id).matches()) {
      throw unusable("holds a " + name + " whose " + member + " is no id");
    }
    return id;
  }

  /**
   * When it began.
   *
   * @throws UsageException if the document does not say it
   */
  public Instant startedAt() {
    return StoredJson.startedAt(tree)
        .orElseThrow(() -> unusable("holds a " + name + " without the time of its start"));
  }

  /** Says that one of its runs cannot be read. */
  public UsageException damagedRun() {
    return unusable("holds a " + name + " with a damaged run");
  }

  /** Says that it is none of the commands that leave such a document. */
  public UsageException unknownCommand() {
    return unusable("holds a " + name + " of an unknown command");
  }

  private UsageException unusable(String why) {
    return new UsageException(
        "--resume %s %s; name the folder of a %s."
            .formatted(Printable.shown(directory.toString()), why, what));
  }
}
