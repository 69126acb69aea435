package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.server.TargetInfo;
import java.util.List;
import java.util.Map;

/** The parts that the documents of runs, searches, comparisons and drills have in common. */
public final class DocumentJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DocumentJson() {}

  /** Returns the text of a document, indented, with a newline at its end. */
  public static String text(JsonNode document) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always JSON", e);
    }
  }

  /** Returns the part that tells of the target. */
  public static ObjectNode target(TargetInfo target) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", target.kind());
    tree.put("address", target.address());
    tree.put("namespace", target.namespace());
    target.serverVersion().ifPresent(version -> tree.put("server_version", version));
    tree.put("benchmark", target.benchmark());
    return tree;
  }

  /** Returns the part that tells of the generator's machine. */
  public static ObjectNode host(Host host) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("cores", host.cores());
    tree.put("heap_max_bytes", host.heapMaxBytes());
    tree.put("jvm_version", host.jvmVersion());
    tree.put("jvm_vendor", host.jvmVendor());
    tree.put("os", host.os());
    tree.put("virtual_threads", host.virtualThreads());
    return tree;
  }

  /** Returns the part that tells what the user gave, by the names of the settings. */
  public static ObjectNode settings(Map<String, List<String>> given) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    given.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> entry.getValue().forEach(tree.putArray(entry.getKey())::add));
    return tree;
  }
}
