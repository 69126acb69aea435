package dev.tokenstorm.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.settings.SeriesSettings;
import dev.tokenstorm.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The basis on which rows can be compared, by name; see {@link SeriesKey}. */
final class Basis {
  private Basis() {}

  /**
   * The basis of what was run.
   *
   * @param texts of settings, by name
   * @param table the settings that there are
   * @param target what the history calls the target
   * @param host of a result document
   */
  static SortedMap<String, String> of(
      RowKind kind,
      Map<String, List<String>> texts,
      List<Setting<?>> table,
      String target,
      JsonNode host) {
    SortedMap<String, String> basis = new TreeMap<>();
    SeriesSettings.of(texts, table).forEach((name, value) -> basis.put("plan." + name, value));
    basis.put("kind", kind.key());
    basis.put("target", target);
    basis.put("host", HostClass.of(host));
    return basis;
  }

  /**
   * What the history calls a target that the user gave no label. One that a run starts itself is
   * called what it is, as its address says nothing.
   *
   * @param given the value of {@code --target}
   * @param target of a result document
   */
  static String target(String given, JsonNode target) {
    String kind = given.replaceFirst(":.*", "");
    return Keyed.find(TargetKind.class, kind)
        .filter(TargetKind::ownedByRun)
        .map(TargetKind::key)
        .orElseGet(() -> target.path("address").asText());
  }

  /** The settings of a document: each a text, a number, a truth, or several. */
  static Map<String, List<String>> texts(JsonNode settings) {
    Map<String, List<String>> texts = new TreeMap<>();
    settings
        .properties()
        .forEach(
            entry -> {
              List<String> values = new ArrayList<>();
              if (entry.getValue().isArray()) {
                entry.getValue().forEach(value -> values.add(value.asText()));
              } else {
                values.add(entry.getValue().asText());
              }
              texts.put(entry.getKey(), values);
            });
    return texts;
  }
}
