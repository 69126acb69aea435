package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what {@link ResultFiles} wrote. Intervals are read one after the other, so that memory does
 * not grow with the length of a run.
 */
public final class RunFolder {
  private static final ObjectMapper MAPPER = new ObjectMapper();

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

  private RunFolder(Path directory, JsonNode result, String planYaml) {
    this.directory = directory;
    this.result = result;
    this.planYaml = planYaml;
  }

  /**
   * Opens the folder of a run.
   *
   * @throws UsageException if it is no such folder, or if the run still goes on
   */
  public static RunFolder open(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw unusable(directory, "is no folder; name a run's results folder.");
    }
    JsonNode result;
    try {
      result = MAPPER.readTree(text(directory, "result.json"));
    } catch (JsonProcessingException e) {
      throw unusable(directory, "holds a result.json that is not JSON.");
    }
    if (!result.path("schema").asText().equals(RunResultJson.SCHEMA)) {
      throw unusable(directory, "holds a result.json that is not of " + RunResultJson.SCHEMA + ".");
    }
    for (String member : NEEDED) {
      if (result.at(member).isMissingNode()) {
        throw unusable(
            directory,
            "holds a result.json without %s; only one as the run wrote it can be reported."
                .formatted(member.substring(1).replace('/', '.')));
      }
    }
    return new RunFolder(directory, result, text(directory, "plan.yaml"));
  }

  /** Returns the folder. */
  public Path directory() {
    return directory;
  }

  /** Returns the content of {@code result.json}. */
  public JsonNode result() {
    return result;
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
    String file = "intervals.csv";
    try (BufferedReader csv = Files.newBufferedReader(directory.resolve(file))) {
      IntervalSampleCsv rows = new IntervalSampleCsv(csv);
      file = "latency.hlog";
      try (LatencyLogReader log = new LatencyLogReader(directory.resolve(file))) {
        rows.read(log, sink);
      }
    } catch (IOException e) {
      throw unreadable(directory, file, e);
    } catch (DamagedRowException e) {
      throw unusable(directory, "holds an intervals.csv " + e.getMessage() + ".");
    }
  }

  private static String text(Path directory, String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw unreadable(directory, file, e);
    }
  }

  private static UsageException unreadable(Path directory, String file, IOException e) {
    return e instanceof NoSuchFileException
        ? unusable(
            directory,
            "holds no %s; only a run that came to its end can be reported.".formatted(file))
        : unusable(directory, "holds a %s that cannot be read.".formatted(file));
  }

  private static UsageException unusable(Path directory, String rest) {
    return new UsageException(Printable.shown(directory.toString()) + " " + rest);
  }
}
