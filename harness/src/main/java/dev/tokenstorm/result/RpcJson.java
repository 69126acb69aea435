package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.RpcStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Writes attempts of calls by status as documents have them, and reads them back. */
final class RpcJson {
  private static final Comparator<RpcStatus> ORDER =
      Comparator.comparing(RpcStatus::method)
          .thenComparing(RpcStatus::code)
          .thenComparing(RpcStatus::cause)
          .thenComparing(RpcStatus::scope);

  private RpcJson() {}

  /** Returns the attempts in an order that depends on their statuses alone. */
  static ArrayNode write(Map<RpcStatus, Long> rpc) {
    ArrayNode tree = JsonNodeFactory.instance.arrayNode();
    rpc.keySet().stream()
        .sorted(ORDER)
        .forEach(
            status -> {
              ObjectNode one = tree.addObject();
              one.put("method", status.method());
              one.put("code", status.code());
              if (!status.cause().isEmpty()) {
                one.put("cause", status.cause());
              }
              if (!status.scope().isEmpty()) {
                one.put("scope", status.scope());
              }
              one.put("count", rpc.getOrDefault(status, 0L));
            });
    return tree;
  }

  /** Returns the attempts that {@link #write} wrote. */
  static Map<RpcStatus, Long> read(JsonNode tree) {
    Map<RpcStatus, Long> rpc = new HashMap<>();
    for (JsonNode one : tree) {
      rpc.put(
          new RpcStatus(
              one.path("method").asText(),
              one.path("code").asText(),
              one.path("cause").asText(),
              one.path("scope").asText()),
          one.path("count").asLong());
    }
    return rpc;
  }
}
