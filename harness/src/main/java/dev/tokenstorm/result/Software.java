package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.serviceclient.Version;
import java.util.Optional;

/**
 * The software that a run was made with.
 *
 * @param harness version of Tokenstorm; empty outside of its jar
 * @param sdk version of Temporal's SDK
 */
public record Software(Optional<String> harness, String sdk) {

  /** Returns what this process is made of. */
  public static Software current() {
    return new Software(
        Optional.ofNullable(Software.class.getPackage().getImplementationVersion()),
        Version.LIBRARY_VERSION);
  }

  /** Returns it as documents have it. */
  public ObjectNode json() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    harness.ifPresent(version -> tree.put("harness", version));
    tree.put("sdk", sdk);
    return tree;
  }
}
