package dev.tokenstorm.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.ledger.LedgerReport.Finding;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is wrong with single workflows and tokens: the first {@link #IN_MEMORY} here, the rest
 * in a file of one JSON object a line. Thread-safe.
 */
public final class Findings implements AutoCloseable {
  /** How many are kept in memory. */
  public static final int IN_MEMORY = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<Path> spill;
  private final List<Finding> kept = new ArrayList<>();
  private long total;
  private @Nullable BufferedWriter writer;
  private @Nullable IOException failure;

  /**
   * @param spill created when the first finding does not fit in memory
   */
  public Findings(Path spill) {
    this.spill = Optional.of(spill);
  }

  /** Those that do not fit in memory are counted, and not kept. */
  public Findings() {
    this.spill = Optional.empty();
  }

  /** Adds one. */
  public synchronized void add(String kind, String id, String detail) {
    total++;
    if (kept.size() < IN_MEMORY) {
      kept.add(new Finding(kind, id, detail));
    } else if (failure == null) {
      spill.ifPresent(file -> spill(file, Map.of("kind", kind, "id", id, "detail", detail)));
    }
  }

  private void spill(Path file, Map<String, String> finding) {
    try {
      if (writer == null) {
        writer = Files.newBufferedWriter(file);
      }
      writer.write(JSON.writeValueAsString(finding));
      writer.newLine();
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Those in memory. */
  public synchronized List<Finding> kept() {
    return List.copyOf(kept);
  }

  /** How many there were. */
  public synchronized long total() {
    return total;
  }

  /**
   * Writes what is buffered.
   *
   * @throws UncheckedIOException when the file could not be written; what is in memory is unharmed
   */
  @Override
  public synchronized void close() {
    try {
      if (writer != null) {
        writer.close();
        writer = null;
      }
    } catch (IOException e) {
      failure = e;
    }
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
  }
}
