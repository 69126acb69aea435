package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what {@link UnfinishedLog} and {@link LatencyLog} kept, up to the last interval that is
 * whole in both. For one thread.
 */
final class UnfinishedLogReader implements Closeable {
  private final BufferedReader lines;
  private final LatencyLogReader log;
  private final Optional<ObjectNode> known;
  private final Optional<Instant> start;

  private UnfinishedLogReader(BufferedReader lines, LatencyLogReader log) throws IOException {
    this.lines = lines;
    this.log = log;
    this.known =
        line()
            .filter(first -> first.path("schema").asText().equals(UnfinishedLog.SCHEMA))
            .map(first -> first.path(UnfinishedLog.KNOWN))
            .flatMap(UnfinishedLogReader::object);
    this.start = known.flatMap(StoredJson::startedAt);
  }

  /**
   * Opens the files of a folder.
   *
   * @param directory that no process writes any more
   */
  static UnfinishedLogReader open(Path directory) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                WholeLines.open(directory.resolve(UnfinishedLog.NAME)), StandardCharsets.UTF_8));
    try {
      return new UnfinishedLogReader(
          lines, new LatencyLogReader(directory.resolve(ResultFiles.LOG)));
    } catch (IOException e) {
      lines.close();
      throw e;
    }
  }

  /** Returns what was known at the start; empty if the file does not say which run it is of. */
  Optional<ObjectNode> known() {
    return start.flatMap(unused -> known);
  }

  /** Returns when the run started; empty if {@link #known} is. */
  Optional<Instant> start() {
    return start;
  }

  /** Returns the next interval; empty after the last. */
  Optional<Interval> next() throws IOException {
    if (start.isEmpty()) {
      return Optional.empty();
    }
    Optional<JsonNode> line = line();
    while (line.filter(NotUndone::isLine).isPresent()) {
      line = line();
    }
    return line.flatMap(interval -> IntervalJson.read(interval, start.get(), log));
  }

  /** What follows a damaged line is of no known place. */
  private Optional<JsonNode> line() throws IOException {
    String line = lines.readLine();
    try {
      return line == null ? Optional.empty() : Optional.of(StoredJson.read(line));
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectNode> object(JsonNode tree) {
    return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try {
      log.close();
    } finally {
      lines.close();
    }
  }
}
