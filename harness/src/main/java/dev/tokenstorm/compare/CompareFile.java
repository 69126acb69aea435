package dev.tokenstorm.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * {@code compare.json} of a comparison's folder, which is written whole after each run, and read by
 * a comparison that goes on.
 */
public final class CompareFile {
  /** Its name. */
  public static final String NAME = "compare.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CompareFile() {}

  /**
   * What a comparison that goes on begins with.
   *
   * @param given its settings, by name
   * @param warmup of its runs whose user left it open
   * @param length of its runs' measured phases whose user left it open
   */
  public record Begun(
      String compareId,
      long seed,
      Instant startedAt,
      Map<String, List<String>> given,
      Duration warmup,
      Duration length,
      CompareState state) {

    RunLengths lengths() {
      return new RunLengths(warmup, length);
    }
  }

  /** Writes the document, in place of the one before. */
  public static void write(Path directory, CompareRecord comparison) throws IOException {
    Files.createDirectories(directory);
    WholeFile.write(directory.resolve(NAME), CompareJson.write(comparison));
  }

  /**
   * Reads what a comparison left.
   *
   * @throws UsageException if the folder is not one of a comparison
   */
  public static Begun read(Path directory) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(Files.readString(directory.resolve(NAME)));
    } catch (JsonProcessingException e) {
      throw unusable(directory, "holds a compare.json that is not JSON");
    } catch (IOException e) {
      throw unusable(directory, "holds no compare.json that can be read");
    }
    if (!tree.path("schema").asText().equals(CompareJson.SCHEMA)) {
      throw unusable(directory, "holds a compare.json that is not of " + CompareJson.SCHEMA);
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
    try {
      return new Begun(
          tree.path("compare_id").asText(),
          tree.path("seed").asLong(),
          Instant.parse(tree.path("started_at").asText()),
          given,
          seconds(tree.at("/lengths/warmup_seconds")),
          seconds(tree.at("/lengths/measured_seconds")),
          state(directory, tree));
    } catch (DateTimeParseException e) {
      throw unusable(directory, "holds a compare.json without the time of its start");
    }
  }

  private static CompareState state(Path directory, JsonNode tree) {
    List<CompareRun> runs = new ArrayList<>();
    for (JsonNode run : tree.path("runs")) {
      runs.add(
          CompareRunJson.read(run)
              .orElseThrow(() -> unusable(directory, "holds a compare.json with a damaged run")));
    }
    JsonNode blocks = tree.at("/schedule/blocks");
    return new CompareState(
        blocks.isInt() ? OptionalInt.of(blocks.asInt()) : OptionalInt.empty(),
        runs,
        Keyed.find(CompareEnd.class, tree.path("ending").asText()));
  }

  private static Duration seconds(JsonNode number) {
    return Duration.ofNanos(Math.round(number.asDouble() * Nanos.PER_SECOND));
  }

  private static UsageException unusable(Path directory, String what) {
    return new UsageException(
        "--resume "
            + Printable.shown(directory.toString())
            + " "
            + what
            + "; name the folder of a comparison.");
  }
}
