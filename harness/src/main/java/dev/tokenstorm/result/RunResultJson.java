package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.fault.FaultKind;
import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.measurement.Nanos;
import java.util.List;

/**
 * Writes a result as the document that {@code docs/schema/tokenstorm.run-v1.schema.json} describes.
 */
public final class RunResultJson {
  /** Value of the document's {@code schema} field. */
  public static final String SCHEMA = "tokenstorm.run/v1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunResultJson() {}

  /** Returns the text of the document, indented, with a newline at its end. */
  public static String write(
      RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    return DocumentJson.text(tree(result, judgement, bottlenecks));
  }

  /** Returns the document as a tree that the caller may change. */
  public static ObjectNode tree(
      RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    ObjectNode tree = document(known(result.facts()), result.ending(), judgement, bottlenecks);
    tree.setAll(figures(result));
    NotUndone.write(tree, result.notUndone());
    return tree;
  }

  /** Returns the part of the document that is known when the run starts. */
  static ObjectNode known(RunFacts facts) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("schema", SCHEMA);
    tree.put("run_id", facts.runId());
    tree.put("started_at", facts.startedAt().toString());
    tree.set("target", DocumentJson.target(facts.target()));
    tree.set("host", DocumentJson.host(facts.host()));
    tree.set("software", Software.current().json());
    tree.set("plan", MAPPER.valueToTree(facts.settings()));
    tree.put("load_model", facts.openLoop() ? "open" : "closed");
    tree.set("latency_basis", latencyBasis(facts.openLoop()));
    return tree;
  }

  /**
   * Returns the document without its figures.
   *
   * @param known what {@link #known} returned when the run started
   */
  static ObjectNode document(
      ObjectNode known, Ending ending, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    ObjectNode tree = MAPPER.createObjectNode();
    for (String name : List.of("schema", "run_id", "started_at")) {
      tree.set(name, known.path(name));
    }
    tree.set("ending", ending(ending));
    tree.set("verdict", verdict(judgement));
    ArrayNode bound = tree.putArray("bottlenecks");
    bottlenecks.forEach(bottleneck -> BottleneckJson.write(bound.addObject(), bottleneck));
    tree.setAll(known);
    return tree;
  }

  private static ObjectNode ending(Ending ending) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("how", ending.how().key());
    tree.put("sentence", ending.sentence());
    if (!ending.missing().isZero()) {
      tree.put("missing_seconds", Nanos.toSeconds(ending.missing()));
    }
    if (ending.unseenResults() > 0) {
      tree.put("unseen_results", ending.unseenResults());
    }
    return tree;
  }

  private static ObjectNode verdict(VerdictRecord judgement) {
    ObjectNode verdict = MAPPER.createObjectNode();
    verdict.put("outcome", judgement.outcome());
    judgement.reasons().forEach(verdict.putArray("reasons")::add);
    ArrayNode doubts = verdict.putArray("doubts");
    for (Doubt doubt : judgement.doubts()) {
      doubts.addObject().put("kind", doubt.kind().key()).put("sentence", doubt.sentence());
    }
    judgement.notes().forEach(verdict.putArray("notes")::add);
    ArrayNode objectives = verdict.putArray("objectives");
    judgement.objectives().forEach(objective -> objectives.add(objective(objective)));
    return verdict;
  }

  /** Returns the part of the document that holds the figures that objectives name. */
  public static ObjectNode figures(RunResult result) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.set("figures", FiguresJson.write(result.run(), result.phases()));
    boolean operators = result.facts().plan().completion().operators().any();
    tree.set("ledger", LedgerJson.write(result.ledger(), operators));
    tree.set("rpc", RpcJson.write(result.rpc()));
    if (result.cutPolls().count() > 0) {
      ObjectNode cut = tree.putObject("cut_polls");
      cut.put("count", result.cutPolls().count());
      cut.put("mean_seconds", Nanos.toSeconds(result.cutPolls().mean()));
    }
    faults(tree, result);
    result.takenUp().ifPresent(how -> tree.set("take_up", TakenUpJson.write(how)));
    return tree;
  }

  private static void faults(ObjectNode tree, RunResult result) {
    if (result.faults().isEmpty()) {
      return;
    }
    List<PlannedFault> planned = result.facts().plan().faults().faults();
    ArrayNode faults = tree.putArray("faults");
    for (FaultWindow window : result.faults()) {
      FaultKind kind = planned.get(window.number() - 1).kind();
      ObjectNode one = faults.addObject();
      one.put("number", window.number());
      one.put("fault", window.text());
      one.put("kind", kind.word());
      one.put("begin_seconds", Nanos.toSeconds(window.beginNanos()));
      one.put("end_seconds", Nanos.toSeconds(window.endNanos()));
      one.put("happened", window.happened());
      one.put("witness", window.witness());
      window.notUndone().ifPresent(why -> one.put("not_undone", why));
      result.cost(window).ifPresent(cost -> FaultCostJson.write(one, cost));
    }
  }

  private static ObjectNode objective(ObjectiveResult result) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("requirement", result.requirement());
    tree.put("unit", result.objective().figure().unit().key());
    tree.put("bound", result.objective().bound());
    result.measured().ifPresent(measured -> tree.put("measured", measured));
    tree.put("outcome", result.outcome().key());
    return tree;
  }

  private static ObjectNode latencyBasis(boolean openLoop) {
    ObjectNode tree = MAPPER.createObjectNode();
    if (openLoop) {
      tree.put("workflow", "actual start (raw)");
      tree.put("workflow_corrected", "intended start (corrected for coordinated omission)");
    } else {
      tree.put("workflow", "actual start (closed loop)");
    }
    return tree;
  }
}
