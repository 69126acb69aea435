package dev.tokenstorm.regression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A gate's answer as the document {@code docs/schema/tokenstorm.gate-v1.schema.json} describes.
 *
 * @param series its name
 * @param runs the ids of all runs that were looked at, in order of time; at least one
 * @param outcome as the exit code says it
 * @param rule what was asked
 * @param sentences what people are told
 */
public record GateDocument(
    String series,
    List<String> runs,
    GateOutcome outcome,
    GateRule rule,
    GateAnswer answer,
    List<String> sentences) {
  /** What the document's {@code schema} says. */
  public static final String SCHEMA = "tokenstorm.gate/v1";

  public GateDocument {
    runs = List.copyOf(runs);
    sentences = List.copyOf(sentences);
  }

  /** The document, indented, with a newline at its end. */
  public String json() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("schema", SCHEMA);
    tree.put("series", series);
    tree.put("run", runs.get(runs.size() - 1));
    tree.put("runs_before", runs.size() - 1);
    tree.put("outcome", outcome.key());
    tree.put("margin_ratio", rule.margin());
    tree.put("window", rule.window());
    ArrayNode figures = tree.putArray("figures");
    answer.figures().forEach(figure -> write(figures.addObject(), figure));
    sentences.forEach(tree.putArray("sentences")::add);
    return tree.toPrettyString() + "\n";
  }

  private void write(ObjectNode tree, FigureAnswer figure) {
    tree.put("name", figure.figure().name());
    tree.put("unit", figure.figure().unit().key());
    tree.put("better", figure.figure().direction().key());
    tree.put("finding", figure.finding().key());
    tree.put("comparable_before", figure.before());
    tree.put("missing", figure.missing());
    tree.put("suspects_in_a_row", figure.inARow());
    figure.changedAt().ifPresent(run -> tree.put("level_since_run", runs.get(run)));
    figure.decisive().ifPresent(test -> write(tree.putObject("decisive"), test));
    ArrayNode tests = tree.putArray("tests");
    figure.tests().forEach(test -> write(tests.addObject(), test));
  }

  private static void write(ObjectNode tree, FigureComparison test) {
    tree.put("newest", test.newest());
    tree.put("now", test.now());
    tree.put("runs", test.runs());
    tree.put("before", test.before());
    tree.put("change_ratio", test.change());
    tree.put("limit", test.limit());
    tree.put("chance", test.chance());
  }
}
