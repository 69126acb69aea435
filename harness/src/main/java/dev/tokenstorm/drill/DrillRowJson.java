package dev.tokenstorm.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.server.TargetInfo;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a drill came to in the document of drills. */
final class DrillRowJson {
  private DrillRowJson() {}

  static void write(ObjectNode tree, DrillRow row) {
    tree.put("verdict", row.verdict().key());
    if (!row.reason().isEmpty()) {
      tree.put("reason", row.reason());
    }
    if (!row.happened().isEmpty()) {
      tree.put("happened", row.happened());
    }
    row.recoveredSeconds().ifPresent(seconds -> tree.put("recovered_seconds", seconds));
    row.lost().ifPresent(lost -> tree.put("tokens_lost", lost));
    tree.put("seconds", row.seconds());
    row.folder().ifPresent(folder -> tree.put("folder", folder));
    row.target().ifPresent(target -> target(tree.putObject("target"), target));
  }

  private static void target(ObjectNode tree, TargetInfo target) {
    tree.put("kind", target.kind());
    tree.put("address", target.address());
    tree.put("namespace", target.namespace());
    target.serverVersion().ifPresent(version -> tree.put("server_version", version));
  }

  /** Returns whether a drill of the document is over. */
  static boolean over(JsonNode tree) {
    return tree.has("verdict");
  }

  /** Returns what a drill that is over came to; empty if the document holds something else. */
  static Optional<DrillRow> read(JsonNode tree) {
    Optional<DrillVerdict> verdict = Keyed.find(DrillVerdict.class, tree.path("verdict").asText());
    if (verdict.isEmpty() || !tree.path("name").isTextual()) {
      return Optional.empty();
    }
    JsonNode recovered = tree.path("recovered_seconds");
    JsonNode lost = tree.path("tokens_lost");
    return Optional.of(
        new DrillRow(
            tree.path("name").asText(),
            verdict.get(),
            tree.path("reason").asText(""),
            tree.path("happened").asText(""),
            recovered.isNumber() ? OptionalDouble.of(recovered.asDouble()) : OptionalDouble.empty(),
            lost.isIntegralNumber() ? OptionalLong.of(lost.asLong()) : OptionalLong.empty(),
            tree.path("seconds").asDouble(),
            text(tree.path("folder")),
            tree.has("target") ? Optional.of(target(tree.path("target"))) : Optional.empty()));
  }

  /** Returns the target that a document tells of, that of a run as well. */
  static TargetInfo target(JsonNode tree) {
    return new TargetInfo(
        tree.path("kind").asText(),
        tree.path("address").asText(),
        tree.path("namespace").asText(),
        text(tree.path("server_version")));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }
}
