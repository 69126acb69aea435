package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.text.BoundedFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads documents that stood in a folder, where anybody may have changed them. */
public final class StoredJson {
  /** Largest size of a document, in bytes: ten thousand findings take a tenth of it. */
  public static final int MOST_BYTES = 32 << 20;

  /** Deepest nesting: ours have six levels, and each is a call when a document is written. */
  private static final int DEEPEST = 100;

  /** Times outside of these years are of no run, and cannot be reckoned with. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
              .build());

  private StoredJson() {}

  /**
   * Reads a file.
   *
   * @throws JsonProcessingException if it is not JSON
   * @throws IOException if it cannot be read, or is larger than {@link #MOST_BYTES}
   */
  public static JsonNode read(Path file) throws IOException {
    return read(BoundedFile.text(file, MOST_BYTES));
  }

  /**
   * Reads a text.
   *
   * @throws JsonProcessingException if it is not JSON
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** Returns when a document says that something began; empty if it says no such time. */
  public static Optional<Instant> startedAt(JsonNode document) {
    try {
      return Optional.of(Instant.parse(document.path("started_at").asText()))
          .filter(time -> time.isAfter(EARLIEST) && time.isBefore(LATEST));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }

  /** Returns the folder that a document names within its own; empty if it names no folder. */
  public static Optional<Path> folder(Path directory, JsonNode name) {
    try {
      return Optional.of(directory.resolve(name.asText()));
    } catch (InvalidPathException noName) {
      return Optional.empty();
    }
  }
}
