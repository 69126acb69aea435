package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.text.BoundedFile;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what {@link ResultFiles} wrote, whether the run came to its end or was killed. Intervals
 * are read one after the other, so that memory does not grow with the length of a run.
 */
public final class RunFolder {
  /** Parts of the document that every report needs. */
  private static final List<String> NEEDED =
      List.of(
          "/run_id",
          "/started_at",
          "/ending/how",
          "/verdict/outcome",
          "/verdict/reasons",
          "/target/kind",
          "/host",
          "/plan",
          "/load_model",
          "/figures/run",
          "/ledger/imbalances",
          "/ledger/workflows",
          "/ledger/tokens",
          "/ledger/audit",
          "/ledger/findings",
          "/rpc");

  private final Path directory;
  private final JsonNode result;
  private final String planYaml;
  private final boolean unfinished;

  private RunFolder(Path directory, JsonNode result, String planYaml, boolean unfinished) {
    this.directory = directory;
    this.result = result;
    this.planYaml = planYaml;
    this.unfinished = unfinished;
  }

  /**
   * Opens the folder of a run. The result of a run that was killed is made of what it left.
   *
   * @throws UsageException if it is no such folder, or if the run still goes on
   */
  public static RunFolder open(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw unusable(directory, "is no folder; name a run's results folder.");
    }
    Optional<JsonNode> left = unfinished(directory);
    JsonNode result = left.isPresent() ? left.get() : written(directory);
    String file = left.isPresent() ? "an " + UnfinishedLog.NAME : "a " + ResultFiles.RESULT;
    if (!result.path("schema").asText().equals(RunResultJson.SCHEMA)) {
      throw unusable(
          directory, "holds %s that is not of %s.".formatted(file, RunResultJson.SCHEMA));
    }
    for (String member : NEEDED) {
      if (result.at(member).isMissingNode()) {
        throw unusable(
            directory,
            "holds %s without %s; only one as the run wrote it can be reported."
                .formatted(file, member.substring(1).replace('/', '.')));
      }
    }
    if (StoredJson.startedAt(result).isEmpty()) {
      throw unusable(directory, "holds %s without the time of its start.".formatted(file));
    }
    return new RunFolder(directory, result, text(directory, ResultFiles.PLAN), left.isPresent());
  }

  private static JsonNode written(Path directory) {
    try {
      return StoredJson.read(text(directory, ResultFiles.RESULT));
    } catch (JsonProcessingException e) {
      throw unusable(directory, "holds a result.json that is not JSON.");
    }
  }

  /** Returns what a run left that has no result; empty if it has one, or left nothing. */
  private static Optional<JsonNode> unfinished(Path directory) {
    Path file = directory.resolve(UnfinishedLog.NAME);
    Path result = directory.resolve(ResultFiles.RESULT);
    try {
      if (Files.exists(result)) {
        return Optional.empty();
      }
      boolean held = WriterLock.held(file);
      if (Files.exists(result)) {
        return Optional.empty();
      }
      if (held) {
        throw unusable(
            directory, "is of a run that still goes on; wait for its end, or interrupt it.");
      }
      return Optional.of(
          UnfinishedRun.document(directory)
              .orElseThrow(
                  () ->
                      unusable(
                          directory,
                          "holds an %s that does not say which run it is of."
                              .formatted(UnfinishedLog.NAME))));
    } catch (NoSuchFileException e) {
      if (Files.exists(file)) {
        throw unreadable(directory, ResultFiles.LOG, e);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(directory, UnfinishedLog.NAME, e);
    }
  }

  /** Returns the folder. */
  public Path directory() {
    return directory;
  }

  /** Returns whether the run left no {@code result.json}, because it was killed. */
  public boolean unfinished() {
    return unfinished;
  }

  /**
   * Writes {@code result.json}, if the run left none.
   *
   * @throws IOException if it cannot be written
   */
  public void keepResult() throws IOException {
    if (unfinished && Files.notExists(directory.resolve(ResultFiles.RESULT))) {
      WholeFile.write(directory.resolve(ResultFiles.RESULT), DocumentJson.text(result));
    }
  }

  /** Returns the content of {@code result.json}, or what it would be. */
  public JsonNode result() {
    return result;
  }

  /** Returns a sentence on each thing that the run had not undone when it was killed. */
  public List<String> notUndone() {
    List<String> sentences = new ArrayList<>();
    for (JsonNode one : result.path("not_undone")) {
      sentences.add(
          new NotUndone(one.path("what").asText(), one.path("command").asText()).sentence());
    }
    return List.copyOf(sentences);
  }

  /** Returns the text of {@code plan.yaml}. */
  public String planYaml() {
    return planYaml;
  }

  /**
   * Reads the intervals in their order. An incomplete last line is skipped.
   *
   * @throws UsageException if a file is missing or cannot be read
   */
  public void read(Consumer<IntervalSample> sink) {
    String file = ResultFiles.CSV;
    try (BufferedReader csv = lines(directory.resolve(file))) {
      IntervalSampleCsv rows = new IntervalSampleCsv(csv);
      file = ResultFiles.LOG;
      try (LatencyLogReader log = new LatencyLogReader(directory.resolve(file))) {
        file = ResultFiles.CSV;
        rows.read(log, sink);
      }
    } catch (IOException e) {
      throw unreadable(directory, file, e);
    } catch (DamagedRowException e) {
      throw unusable(directory, "holds an intervals.csv " + e.getMessage() + ".");
    }
  }

  private static BufferedReader lines(Path file) throws IOException {
    return new BufferedReader(new InputStreamReader(WholeLines.open(file), StandardCharsets.UTF_8));
  }

  private static String text(Path directory, String file) {
    try {
      return BoundedFile.text(directory.resolve(file), StoredJson.MOST_BYTES);
    } catch (IOException e) {
      throw unreadable(directory, file, e);
    }
  }

  private static UsageException unreadable(Path directory, String file, IOException e) {
    if (!(e instanceof NoSuchFileException)) {
      return unusable(directory, "holds %s that cannot be read.".formatted(named(file)));
    }
    return unusable(
        directory,
        file.equals(ResultFiles.RESULT)
            ? "holds no %s, and no %s of a run that was killed; name another folder."
                .formatted(file, UnfinishedLog.NAME)
            : "holds no %s, and a report is made of it.".formatted(file));
  }

  private static String named(String file) {
    return ("iu".indexOf(file.charAt(0)) < 0 ? "a " : "an ") + file;
  }

  private static UsageException unusable(Path directory, String rest) {
    return new UsageException(Printable.shown(directory.toString()) + " " + rest);
  }
}
