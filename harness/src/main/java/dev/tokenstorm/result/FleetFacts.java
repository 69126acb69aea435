package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.TargetInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What only the coordinator of a fleet knows, as the folder of each cell keeps it: a cell itself
 * knows its share of the plan. Two files have it, of which one is a plan file.
 *
 * @param runId id of the fleet's run
 * @param planFile the fleet's plan
 * @param known what was known of the fleet's run when it started
 * @param ending how the fleet ended
 * @param cells what was seen of its cells
 */
public record FleetFacts(
    String runId,
    Path planFile,
    Instant startedAt,
    JsonNode known,
    Ending ending,
    Optional<FleetReport> cells) {
  /** Name of the file that has the facts. */
  public static final String FILE = "fleet.json";

  /** Name of the file that has the plan. */
  public static final String PLAN = "fleet.yaml";

  private static final String SCHEMA = "tokenstorm.fleet/v1";
  private static final String KNOWN = "run";
  private static final String ENDING = "ending";
  private static final String CELLS = "cells";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Writes both files into the folder of a cell.
   *
   * @param fleet the fleet's result
   * @param planYaml the fleet's plan as a plan file
   * @throws IOException if one cannot be written
   */
  public static void write(Path cell, RunResult fleet, String planYaml) throws IOException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("schema", SCHEMA);
    tree.set(KNOWN, RunResultJson.known(fleet.facts()));
    tree.set(ENDING, RunResultJson.ending(fleet.ending()));
    fleet.fleet().ifPresent(cells -> tree.set(CELLS, FleetJson.write(cells)));
    WholeFile.write(cell.resolve(PLAN), planYaml);
    WholeFile.write(cell.resolve(FILE), DocumentJson.text(tree));
  }

  /** Reads them from a cell's folder; empty if they are of something else. */
  static Optional<FleetFacts> read(Path cell) throws IOException {
    JsonNode tree = StoredJson.read(cell.resolve(FILE));
    JsonNode known = tree.path(KNOWN);
    if (!tree.path("schema").asText().equals(SCHEMA)) {
      return Optional.empty();
    }
    Optional<Instant> start = StoredJson.startedAt(known);
    Optional<Ending> ending = ending(tree.path(ENDING));
    if (start.isEmpty() || ending.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FleetFacts(
            known.path("run_id").asText(),
            cell.resolve(PLAN),
            start.get(),
            known,
            ending.get(),
            FleetJson.read(tree.path(CELLS))));
  }

  private static Optional<Ending> ending(JsonNode tree) {
    return Keyed.find(Ending.How.class, tree.path("how").asText())
        .map(
            how ->
                new Ending(how, tree.path("sentence").asText())
                    .missing(Nanos.duration(tree.path("missing_seconds").asDouble()))
                    .unseen(tree.path("unseen_results").asLong()));
  }

  /**
   * Returns what was known.
   *
   * @param plan that {@link #planFile} has
   */
  public RunFacts of(RunPlan plan) {
    JsonNode target = known.path("target");
    JsonNode host = known.path("host");
    Map<String, Object> settings = new LinkedHashMap<>();
    known
        .path("plan")
        .properties()
        .forEach(
            setting ->
                settings.put(
                    setting.getKey(), MAPPER.convertValue(setting.getValue(), Object.class)));
    return new RunFacts(
        plan,
        settings,
        startedAt,
        new TargetInfo(
            target.path("kind").asText(),
            target.path("address").asText(),
            target.path("namespace").asText(),
            Optional.of(target.path("server_version"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)),
        new Host(
            host.path("cores").asInt(),
            host.path("heap_max_bytes").asLong(),
            host.path("jvm_version").asText(),
            host.path("jvm_vendor").asText(),
            host.path("os").asText(),
            host.path("virtual_threads").asBoolean()));
  }
}
