package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes what documents say of the cells of a fleet, and reads it back. */
final class FleetJson {
  private static final String CELLS = "cells";
  private static final String LAG = "schedule_lag_p99_seconds";

  private FleetJson() {}

  static ObjectNode write(FleetReport fleet) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("start_spread_seconds", Nanos.toSeconds(fleet.startSpread()));
    ArrayNode cells = tree.putArray(CELLS);
    for (CellReport cell : fleet.cells()) {
      ObjectNode one = cells.addObject();
      one.put("name", cell.name());
      one.put("fate", cell.fate().key());
      one.put("longest_silence_seconds", Nanos.toSeconds(cell.longestSilence()));
      one.put("started", cell.started());
      one.put("closed_per_second", cell.closedPerSecond());
      cell.lagSeconds().ifPresent(lag -> one.put(LAG, lag));
      one.put("cores_used", cell.coresUsed());
      cell.doubts().forEach(one.putArray("doubts")::add);
    }
    return tree;
  }

  /** Returns what {@link #write} wrote; empty if it was something else. */
  static Optional<FleetReport> read(JsonNode tree) {
    List<CellReport> cells = new ArrayList<>();
    for (JsonNode one : tree.path(CELLS)) {
      Optional<CellReport.Fate> fate = Keyed.find(CellReport.Fate.class, one.path("fate").asText());
      if (fate.isEmpty()) {
        return Optional.empty();
      }
      List<String> doubts = new ArrayList<>();
      one.path("doubts").forEach(doubt -> doubts.add(doubt.asText()));
      cells.add(
          new CellReport(
              one.path("name").asText(),
              fate.get(),
              Nanos.duration(one.path("longest_silence_seconds").asDouble()),
              one.path("started").asLong(),
              one.path("closed_per_second").asDouble(),
              one.has(LAG)
                  ? OptionalDouble.of(one.path(LAG).asDouble())
                  : OptionalDouble.empty(),
              one.path("cores_used").asDouble(),
              doubts));
    }
    return cells.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FleetReport(cells, Nanos.duration(tree.path("start_spread_seconds").asDouble())));
  }
}
