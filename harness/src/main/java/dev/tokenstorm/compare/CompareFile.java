package dev.tokenstorm.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.KeptDocument;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * {@code compare.json} of a comparison's folder, which is written whole after each run, and read by
 * a comparison that goes on.
 */
public final class CompareFile {
  /** Its name. */
  public static final String NAME = "compare.json";

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
    KeptDocument document = KeptDocument.read(directory, NAME, CompareJson.SCHEMA, "comparison");
    JsonNode tree = document.tree();
    return new Begun(
        document.id("compare_id"),
        tree.path("seed").asLong(),
        document.startedAt(),
        document.settings(),
        seconds(tree.at("/lengths/warmup_seconds")),
        seconds(tree.at("/lengths/measured_seconds")),
        state(document));
  }

  private static CompareState state(KeptDocument document) {
    JsonNode tree = document.tree();
    List<CompareRun> runs = new ArrayList<>();
    for (JsonNode run : tree.path("runs")) {
      runs.add(CompareRunJson.read(run).orElseThrow(document::damagedRun));
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
}
