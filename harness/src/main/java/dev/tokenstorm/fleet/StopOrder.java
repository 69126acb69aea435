package dev.tokenstorm.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.StoredJson;
import java.time.Duration;
import java.util.Optional;

/**
 * How cells are to stop. An ending says why the run ends by itself; without one the user has
 * interrupted it.
 *
 * @param grace how long the drain and what follows may take; empty for as long as is planned
 */
record StopOrder(Optional<Ending> ending, Optional<Duration> grace) {
  static StopOrder because(Ending ending) {
    return new StopOrder(Optional.of(ending), Optional.empty());
  }

  static StopOrder interrupted() {
    return new StopOrder(Optional.empty(), Optional.empty());
  }

  static StopOrder interrupted(Duration within) {
    return new StopOrder(Optional.empty(), Optional.of(within));
  }

  String text() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    ending.ifPresent(
        end -> tree.put("how", end.how().key()).put("sentence", end.sentence()));
    grace.ifPresent(within -> tree.put("grace_nanos", within.toNanos()));
    return tree.toString();
  }

  /** Reads what {@link #text} wrote; what is something else interrupts as well. */
  static StopOrder read(String text) {
    try {
      JsonNode tree = StoredJson.read(text);
      return new StopOrder(
          Keyed.find(Ending.How.class, tree.path("how").asText())
              .map(how -> new Ending(how, tree.path("sentence").asText())),
          tree.has("grace_nanos")
              ? Optional.of(Duration.ofNanos(tree.path("grace_nanos").asLong()))
              : Optional.empty());
    } catch (JsonProcessingException noJson) {
      return interrupted();
    }
  }
}
