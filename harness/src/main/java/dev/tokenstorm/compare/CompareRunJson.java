package dev.tokenstorm.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.StoredJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A run of a comparison in its document. */
final class CompareRunJson {
  private CompareRunJson() {}

  static void write(ObjectNode tree, CompareRun run) {
    tree.put("number", run.number());
    tree.put("role", run.role().key());
    if (run.role() == CompareRun.Role.BLOCK) {
      tree.put("block", run.block());
    }
    tree.put("side", run.side());
    tree.put("folder", run.folder());
    tree.put("seconds", run.seconds());
    tree.put("beyond_seconds", run.beyondSeconds());
    tree.put("ending", run.ending().key());
    tree.put("verdict", run.verdict());
    run.faults().forEach(tree.putArray("faults")::add);
    run.doubts().forEach(tree.putArray("doubts")::add);
    ObjectNode outside = tree.putObject("outside");
    put(outside, "others_cpu_share", run.outside().othersShare());
    put(outside, "stolen_cpu_share", run.outside().stolenShare());
    outside.put("stop_seconds", run.outside().stopSeconds());
    ObjectNode figures = tree.putObject("figures");
    new TreeMap<>(run.figures()).forEach(figures::put);
  }

  /** Returns the run; empty if the document holds something else. */
  static Optional<CompareRun> read(JsonNode tree) {
    Optional<Ending.How> ending = Keyed.find(Ending.How.class, tree.path("ending").asText());
    if (ending.isEmpty()
        || !tree.path("number").isInt()
        || !tree.path("figures").isObject()
        || StoredJson.folder(Path.of(""), tree.path("folder")).isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> figures = new TreeMap<>();
    tree.path("figures")
        .properties()
        .forEach(entry -> figures.put(entry.getKey(), entry.getValue().asDouble()));
    return Optional.of(
        new CompareRun(
            tree.path("number").asInt(),
            tree.path("block").asInt(),
            tree.path("side").asText(),
            tree.path("folder").asText(),
            tree.path("seconds").asDouble(),
            tree.path("beyond_seconds").asDouble(),
            ending.get(),
            tree.path("verdict").asText(),
            texts(tree.path("faults")),
            texts(tree.path("doubts")),
            new Outside(
                number(tree.at("/outside/others_cpu_share")),
                number(tree.at("/outside/stolen_cpu_share")),
                tree.at("/outside/stop_seconds").asDouble()),
            figures));
  }

  private static void put(ObjectNode tree, String name, OptionalDouble value) {
    value.ifPresent(present -> tree.put(name, present));
  }

  private static OptionalDouble number(JsonNode node) {
    return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
