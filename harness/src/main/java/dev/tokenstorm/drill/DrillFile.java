package dev.tokenstorm.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.result.KeptDocument;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code drills.json} of the drills' folder, which is written whole after each drill, and read by
 * drills that go on.
 */
public final class DrillFile {
  /** Its name. */
  public static final String NAME = "drills.json";

  private DrillFile() {}

  /**
   * What drills that go on begin with.
   *
   * @param given their settings, by name
   * @param ofPlanFile the names of those that a plan file gave; empty if the document, of an
   *     earlier version, does not tell
   * @param state how far they have come; it has no end
   */
  public record Begun(
      String drillId,
      long seed,
      Instant startedAt,
      Map<String, List<String>> given,
      Optional<Set<String>> ofPlanFile,
      DrillState state) {}

  /** Writes the document, in place of the one before. */
  public static void write(Path directory, DrillRecord drills) throws IOException {
    Files.createDirectories(directory);
    WholeFile.write(directory.resolve(NAME), DrillJson.write(drills));
  }

  /**
   * Reads what drills left.
   *
   * @throws UsageException if the folder is not one of drills
   */
  public static Begun read(Path directory) {
    KeptDocument document = KeptDocument.read(directory, NAME, DrillJson.SCHEMA, "drill");
    JsonNode tree = document.tree();
    List<DrillRow> rows = new ArrayList<>();
    for (JsonNode drill : tree.path("drills")) {
      if (DrillRowJson.over(drill)) {
        rows.add(DrillRowJson.read(drill).orElseThrow(document::damagedRun));
      }
    }
    return new Begun(
        tree.path("drill_id").asText(),
        tree.path("seed").asLong(),
        document.startedAt(),
        document.settings(),
        ofPlanFile(tree),
        new DrillState(rows, Optional.empty()).goingOn());
  }

  private static Optional<Set<String>> ofPlanFile(JsonNode tree) {
    if (!tree.has(DrillJson.OF_PLAN_FILE)) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    tree.path(DrillJson.OF_PLAN_FILE).forEach(name -> names.add(name.asText()));
    return Optional.of(Set.copyOf(names));
  }
}
