package dev.tokenstorm.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.comparison.ComparedFigure;
import dev.tokenstorm.comparison.RunFigures;
import dev.tokenstorm.comparison.SideExpectation;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.objective.PartFigure;
import dev.tokenstorm.result.DocumentFigures;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A run whose results are there. Immutable, as long as nobody changes its document. */
public final class PastRun {
  private final Path folder;
  private final JsonNode document;
  private final Instant startedAt;

  private PastRun(Path folder, JsonNode document, Instant startedAt) {
    this.folder = folder;
    this.document = document;
    this.startedAt = startedAt;
  }

  /**
   * Reads a run.
   *
   * @throws UsageException if the folder holds no run that came to its end
   */
  static PastRun open(Path folder) {
    JsonNode document = RunFolder.open(folder).result();
    boolean ended =
        Keyed.find(Ending.How.class, document.at("/ending/how").asText())
            .filter(how -> !how.cutShort())
            .isPresent();
    if (!ended) {
      throw new UsageException(
          "%s holds a run that was cut short, and only runs that came to their ends are compared;"
                  .formatted(Printable.shown(folder.toString()))
              + " leave it out.");
    }
    try {
      return new PastRun(folder, document, Instant.parse(document.path("started_at").asText()));
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "%s holds a result.json without the time of its start; leave it out."
              .formatted(Printable.shown(folder.toString())));
    }
  }

  /** Returns the folder of its results. */
  public Path folder() {
    return folder;
  }

  /** Returns when it began. */
  public Instant startedAt() {
    return startedAt;
  }

  /** Returns whether workflows had intended times. */
  boolean openLoop() {
    return document.path("load_model").asText().equals("open");
  }

  /** Returns a part of its document, such as its plan. */
  JsonNode part(String name) {
    return document.path(name);
  }

  /** Returns the figures that are compared. */
  RunFigures figures(Iterable<ComparedFigure> compared, Iterable<SideExpectation> expected) {
    DocumentFigures figures = new DocumentFigures(document, openLoop());
    Map<String, Double> values = new TreeMap<>();
    compared.forEach(each -> put(values, each.figure(), figures));
    expected.forEach(each -> put(values, each.figure(), figures));
    return new RunFigures(values, !faults().isEmpty());
  }

  /**
   * Returns why it makes its side fail, one sentence each: what its ledger and its ends say against
   * it. Objectives stand apart.
   */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    document.at("/verdict/reasons").forEach(reason -> faults.add(reason.asText()));
    return faults;
  }

  private static void put(Map<String, Double> values, PartFigure figure, DocumentFigures figures) {
    figures
        .read(figure.part(), figure.figure())
        .ifPresent(value -> values.put(figure.name(), value));
  }

  static Stream<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey);
  }
}
