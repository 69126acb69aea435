package dev.tokenstorm.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes documents of a valid one that are still JSON, and hold something else. */
public final class JsonMutator {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Jackson writes no document that is nested deeper than a thousand. */
  private static final int DEEPEST = 200;

  private final Mutator mutator;

  /** Makes one that draws by another. */
  public JsonMutator(Mutator mutator) {
    this.mutator = mutator;
  }

  /** Returns a copy in which a few values are others, are gone, or came to be. */
  public JsonNode changed(JsonNode document) {
    JsonNode copy = document.deepCopy();
    for (int changes = 1 + mutator.draw(4); changes > 0; changes--) {
      List<JsonNode> within = new ArrayList<>();
      collect(copy, within);
      if (within.isEmpty()) {
        return value(copy, 0);
      }
      change(mutator.pick(within), copy);
    }
    return copy;
  }

  /** All objects and arrays that have something in them. */
  private static void collect(JsonNode node, List<JsonNode> into) {
    if (node.isContainerNode() && !node.isEmpty()) {
      into.add(node);
      node.forEach(child -> collect(child, into));
    }
  }

  private void change(JsonNode container, JsonNode root) {
    if (container instanceof ObjectNode object) {
      List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
      String name = mutator.pick(names);
      switch (mutator.draw(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(mutator.word(), value(root, 0));
        default -> object.set(name, value(root, 0));
      }
    } else if (container instanceof ArrayNode array) {
      int place = mutator.draw(array.size());
      switch (mutator.draw(5)) {
        case 0 -> array.remove(place);
        case 1 -> array.add(array.get(place).deepCopy());
        default -> array.set(place, value(root, 0));
      }
    }
  }

  private JsonNode value(JsonNode root, int depth) {
    return switch (mutator.draw(11)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(mutator.draw(2) == 0);
      case 2 -> NODES.textNode(mutator.word());
      case 3 -> NODES.textNode(mutator.number());
      case 4 -> NODES.numberNode(mutator.pick(List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE)));
      case 5 -> NODES.numberNode(mutator.pick(List.of(1e308, -1e308, 4.9e-324, 0.5, 1e19)));
      case 6 -> NODES.numberNode(BigInteger.TEN.pow(mutator.draw(900)));
      case 7 -> NODES.arrayNode();
      case 8 -> NODES.objectNode();
      case 9 -> nested(mutator.draw(depth == 0 ? DEEPEST : 3));
      default -> {
        List<JsonNode> within = new ArrayList<>();
        collect(root, within);
        yield within.isEmpty() ? NODES.nullNode() : mutator.pick(within).deepCopy();
      }
    };
  }

  private JsonNode nested(int depth) {
    JsonNode node = NODES.arrayNode();
    for (int i = 0; i < depth; i++) {
      node = NODES.arrayNode().add(node);
    }
    return node;
  }
}
