package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of a fleet's cell that came to its end, for whoever adds the cells up. Beside what
 * every run leaves, it has the cell's intervals as they were, and what was known of the fleet.
 */
public final class CellFolder {
  /** Name of the file that has the intervals, without their latencies. */
  public static final String SECONDS = "cell.jsonl";

  private final Path directory;
  private final JsonNode result;
  private final FleetCell cell;

  private CellFolder(Path directory, JsonNode result, FleetCell cell) {
    this.directory = directory;
    this.result = result;
    this.cell = cell;
  }

  /**
   * Opens one.
   *
   * @throws UsageException if it is no such folder
   */
  public static CellFolder open(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw unusable(directory, "is no folder; name the results folders of a fleet's cells.");
    }
    JsonNode result = document(directory);
    FleetCell cell =
        FleetCell.read(result.path("fleet"))
            .orElseThrow(
                () ->
                    unusable(
                        directory,
                        "is of a run that is no cell of a fleet; name the folders of its cells."));
    return new CellFolder(directory, result, cell);
  }

  private static JsonNode document(Path directory) {
    try {
      JsonNode result = StoredJson.read(directory.resolve(ResultFiles.RESULT));
      if (!result.path("schema").asText().equals(RunResultJson.SCHEMA)
          || StoredJson.startedAt(result).isEmpty()) {
        throw unusable(
            directory,
            "holds a %s that is not of %s.".formatted(ResultFiles.RESULT, RunResultJson.SCHEMA));
      }
      return result;
    } catch (NoSuchFileException e) {
      throw unusable(
          directory,
          Files.exists(directory.resolve(UnfinishedLog.NAME))
              ? "is of a cell that has no end: it goes on, or was killed; name those of cells that"
                  + " came to their end."
              : "holds no %s; name the results folders of a fleet's cells."
                  .formatted(ResultFiles.RESULT));
    } catch (IOException e) {
      throw unusable(directory, "holds a result.json that cannot be read.");
    }
  }

  /** Returns the folder. */
  public Path directory() {
    return directory;
  }

  /** Returns which cell of which fleet it is of. */
  public FleetCell cell() {
    return cell;
  }

  /** Returns the id of the cell's own run, with which the ids of its executions begin. */
  public String runId() {
    return result.path("run_id").asText();
  }

  /** Returns what was known of the fleet; throws a {@link UsageException} if it does not tell. */
  public FleetFacts fleet() {
    try {
      Optional<FleetFacts> facts =
          Files.isRegularFile(directory.resolve(FleetFacts.PLAN))
              ? FleetFacts.read(directory)
              : Optional.empty();
      return facts.orElseThrow(this::withoutFleet);
    } catch (IOException e) {
      throw withoutFleet();
    }
  }

  private UsageException withoutFleet() {
    return unusable(
        directory,
        "does not tell what the fleet's run was: %s or %s is not there, or damaged."
            .formatted(FleetFacts.FILE, FleetFacts.PLAN));
  }

  /**
   * Returns what the cell knew at its end.
   *
   * @throws UsageException if the folder does not tell
   */
  public CellEnd end() {
    try {
      return CellText.end(CellSeconds.last(directory))
          .orElseThrow(this::withoutEnd)
          .with(LedgerJson.read(result.path("ledger")));
    } catch (IOException e) {
      throw withoutEnd();
    }
  }

  private UsageException withoutEnd() {
    return unusable(
        directory,
        "holds no %s that tells the cell's end; it cannot be merged.".formatted(SECONDS));
  }

  /**
   * Opens the cell's intervals.
   *
   * @throws UsageException if they cannot be read
   */
  public CellSeconds seconds() {
    try {
      return CellSeconds.open(directory);
    } catch (IOException e) {
      throw unusable(
          directory,
          "holds no %s and %s that can be read, of which a fleet's result is made."
              .formatted(SECONDS, ResultFiles.LOG));
    }
  }

  static UsageException unusable(Path directory, String rest) {
    return new UsageException(Printable.shown(directory.toString()) + " " + rest);
  }
}
