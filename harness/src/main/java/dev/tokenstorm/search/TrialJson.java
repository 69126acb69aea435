package dev.tokenstorm.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.result.BottleneckJson;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.StoredJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run of a search in its document. */
final class TrialJson {
  private TrialJson() {}

  static void write(ObjectNode tree, Trial trial) {
    tree.put("number", trial.number());
    tree.put("role", trial.role().key());
    tree.put("value", trial.value());
    tree.put("folder", trial.folder());
    tree.put("seconds", trial.seconds());
    tree.put("beyond_seconds", trial.beyondSeconds());
    tree.put("ending", trial.ending().key());
    tree.put("verdict", trial.verdict());
    tree.put("standing", trial.standing().key());
    SearchJson.add(tree.putArray("faults"), trial.faults());
    SearchJson.add(tree.putArray("doubts"), trial.doubts());
    trial
        .bottleneck()
        .ifPresent(bound -> BottleneckJson.write(tree.putObject("bottleneck"), bound));
    TrialFigures measured = trial.measured();
    ObjectNode figures = tree.putObject("measured");
    figures.put("seconds", measured.seconds());
    figures.put("workflows_per_second", measured.workflowsPerSecond());
    figures.put("completions_per_second", measured.completionsPerSecond());
    figures.put("completers", measured.completers());
    SearchJson.put(figures, "busy_share", measured.busyShare());
    SearchJson.put(figures, "call_seconds", measured.callSeconds());
    SearchJson.put(figures, "workflow_seconds", measured.workflowSeconds());
    figures.put("cores_share", measured.coresShare());
    figures.put("backlog_per_second", measured.backlog().perSecond());
    SearchJson.put(figures, "backlog_margin", measured.backlog().margin());
  }

  /** The run; empty if the document holds something else. */
  static Optional<Trial> read(JsonNode tree) {
    Optional<Step.Role> role = Keyed.find(Step.Role.class, tree.path("role").asText());
    Optional<TrialVerdict> standing =
        Keyed.find(TrialVerdict.class, tree.path("standing").asText());
    Optional<Ending.How> ending = Keyed.find(Ending.How.class, tree.path("ending").asText());
    if (role.isEmpty()
        || standing.isEmpty()
        || ending.isEmpty()
        || StoredJson.folder(Path.of(""), tree.path("folder")).isEmpty()) {
      return Optional.empty();
    }
    JsonNode figures = tree.path("measured");
    return Optional.of(
        new Trial(
            tree.path("number").asInt(),
            role.get(),
            tree.path("value").asDouble(),
            tree.path("folder").asText(),
            tree.path("seconds").asDouble(),
            tree.path("beyond_seconds").asDouble(),
            ending.get(),
            tree.path("verdict").asText(),
            standing.get(),
            texts(tree.path("faults")),
            texts(tree.path("doubts")),
            BottleneckJson.read(tree.path("bottleneck")),
            new TrialFigures(
                figures.path("seconds").asDouble(),
                figures.path("workflows_per_second").asDouble(),
                figures.path("completions_per_second").asDouble(),
                figures.path("completers").asInt(),
                number(figures, "call_seconds"),
                number(figures, "workflow_seconds"),
                figures.path("cores_share").asDouble(),
                new Backlog(
                    figures.path("backlog_per_second").asDouble(),
                    number(figures, "backlog_margin")))));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static OptionalDouble number(JsonNode tree, String name) {
    JsonNode number = tree.path(name);
    return number.isNumber() ? OptionalDouble.of(number.asDouble()) : OptionalDouble.empty();
  }
}
