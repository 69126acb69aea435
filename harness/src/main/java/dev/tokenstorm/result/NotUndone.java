package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that a run began and had not undone when it was killed.
 *
 * @param what a sentence without its full stop
 * @param command what ends or undoes it, for a shell
 */
public record NotUndone(String what, String command) {
  /** Names of the fields of lines in which something begins, and is undone. */
  static final String BEGINS = "undo";

  static final String UNDONE = "undone";
  static final String NUMBER = "number";
  static final String WHAT = "what";
  static final String COMMAND = "command";

  /** Begin of a line in which something begins, and of the same line once that is undone. */
  private static final String BEGINS_LINE = "{\"" + BEGINS + "\":  ";

  private static final String UNDONE_LINE = "{\"" + UNDONE + "\":";

  /**
   * What was kept of it.
   *
   * @param left what was not undone, in the order in which it began
   * @param begun the highest number of anything that began; 0 if nothing did
   */
  record Journal(List<NotUndone> left, long begun) {}

  /**
   * Returns the line in which it begins.
   *
   * @param number tells it from others of the run
   */
  String line(long number) {
    ObjectNode begins = JsonNodeFactory.instance.objectNode();
    begins.put(NUMBER, number).put(WHAT, what).put(COMMAND, command);
    return BEGINS_LINE + begins + "}";
  }

  /** Returns what is written over the begin of {@link #line} once it is undone. */
  static byte[] overwrittenWhenUndone() {
    return UNDONE_LINE.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns it as a sentence that names the command. */
  public String sentence() {
    return what + "; this ends it: " + command;
  }

  /**
   * Reads what a killed run left, in the order in which it began. Damaged lines are passed over.
   *
   * @param directory of the run
   */
  static List<NotUndone> of(Path directory) throws IOException {
    return journal(directory).left();
  }

  /** Reads the same, with how much had begun. */
  static Journal journal(Path directory) throws IOException {
    Map<Long, NotUndone> open = new LinkedHashMap<>();
    long begun = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                WholeLines.open(directory.resolve(UnfinishedLog.NAME)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        begun = Math.max(begun, read(line, open));
      }
    }
    return new Journal(List.copyOf(open.values()), begun);
  }

  /** Returns the number of what a line says to begin; 0 if it says something else. */
  private static long read(String line, Map<Long, NotUndone> open) {
    JsonNode tree = tree(line);
    JsonNode begins = tree.path(BEGINS);
    if (begins.isObject()) {
      long number = begins.path(NUMBER).asLong();
      open.put(number, new NotUndone(begins.path(WHAT).asText(), begins.path(COMMAND).asText()));
      return number;
    }
    JsonNode undone = tree.path(UNDONE);
    if (undone.isObject()) {
      return undone.path(NUMBER).asLong();
    }
    // Earlier versions wrote a line of its own.
    if (undone.isIntegralNumber()) {
      open.remove(undone.asLong());
    }
    return 0;
  }

  /** Writes some into a document that is to have them, if there are any. */
  static void write(ObjectNode document, List<NotUndone> some) {
    if (!some.isEmpty()) {
      ArrayNode left = document.putArray("not_undone");
      some.forEach(one -> left.addObject().put(WHAT, one.what).put(COMMAND, one.command));
    }
  }

  /** Returns what a line says; nothing for an interval, and for a damaged line. */
  private static JsonNode tree(String line) {
    // Most lines are intervals, which need not be read twice.
    if (!line.contains("\"" + BEGINS)) {
      return MissingNode.getInstance();
    }
    try {
      return StoredJson.read(line);
    } catch (JsonProcessingException damaged) {
      return MissingNode.getInstance();
    }
  }

  /** Whether a line is of this, and no interval. */
  static boolean isLine(String line) {
    return isLine(tree(line));
  }

  /** Whether a line is of this, and no interval. */
  static boolean isLine(JsonNode tree) {
    return tree.has(BEGINS) || tree.has(UNDONE);
  }
}
