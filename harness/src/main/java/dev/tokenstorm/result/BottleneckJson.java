package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Keyed;
import java.util.Optional;

/** Writes and reads what limited a run, as JSON. */
public final class BottleneckJson {
  private BottleneckJson() {}

  /** Writes a bottleneck into an object. */
  public static void write(ObjectNode tree, Bottleneck bottleneck) {
    tree.put("cause", bottleneck.cause().key());
    tree.put("strength", bottleneck.strength());
    tree.put("sentence", bottleneck.sentence());
  }

  /** Reads a bottleneck; empty if the document holds something else. */
  public static Optional<Bottleneck> read(JsonNode tree) {
    return Keyed.find(Bottleneck.Cause.class, tree.path("cause").asText())
        .map(
            cause ->
                new Bottleneck(
                    cause, tree.path("strength").asDouble(), tree.path("sentence").asText()));
  }
}
