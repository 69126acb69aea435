package dev.tokenstorm.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.comparison.LookPlan;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.DocumentJson;
import dev.tokenstorm.server.TargetInfo;

/**
 * Writes a comparison as the document {@code docs/schema/tokenstorm.compare-v1.schema.json}
 * describes.
 */
public final class CompareJson {
  /** What the document's {@code schema} says. */
  public static final String SCHEMA = "tokenstorm.compare/v1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CompareJson() {}

  /** Returns the document, indented, with a newline at its end. */
  public static String write(CompareRecord comparison) {
    ComparePlan plan = comparison.plan();
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("schema", SCHEMA);
    tree.put("compare_id", plan.identity().runId());
    tree.put("started_at", comparison.startedAt().toString());
    tree.put("seed", plan.identity().seed());
    tree.put("ending", comparison.state().end().map(CompareEnd::key).orElse("under-way"));
    tree.put("outcome", comparison.answer().outcome().key());
    tree.put("margin", plan.margin());
    tree.set("host", DocumentJson.host(comparison.host()));
    tree.set("settings", DocumentJson.settings(plan.given()));
    ObjectNode lengths = tree.putObject("lengths");
    lengths.put("warmup_seconds", Nanos.toSeconds(plan.warmup()));
    lengths.put("measured_seconds", Nanos.toSeconds(plan.length()));
    ArrayNode sides = tree.putArray("sides");
    for (int i = 0; i < plan.sides().size(); i++) {
      side(sides.addObject(), plan.sides().get(i), comparison.targets().get(i), comparison);
    }
    comparison
        .state()
        .allowed()
        .ifPresent(
            allowed -> schedule(tree.putObject("schedule"), allowed, plan.judged(allowed).looks()));
    comparison.answer().result().ifPresent(result -> answer(tree, result));
    ArrayNode blocks = tree.putArray("blocks");
    comparison.answer().blocks().forEach(block -> block(blocks.addObject(), block));
    ArrayNode runs = tree.putArray("runs");
    comparison.state().runs().forEach(run -> CompareRunJson.write(runs.addObject(), run));
    return DocumentJson.text(tree);
  }

  /** Returns the same of a comparison of runs that are there. */
  public static String write(PastComparison comparison) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("schema", SCHEMA);
    tree.put("outcome", comparison.result().outcome().key());
    tree.put("margin", comparison.margin());
    ArrayNode sides = tree.putArray("sides");
    for (PastSide side : comparison.sides()) {
      ObjectNode one = sides.addObject();
      one.put("name", side.name());
      one.put("failed", comparison.result().failed().contains(side.name()));
      ArrayNode runs = one.putArray("runs");
      side.runs()
          .forEach(
              run ->
                  runs.addObject()
                      .put("folder", run.folder().toString())
                      .put("started_at", run.startedAt().toString()));
    }
    tree.put("one_after_the_other", comparison.oneAfterTheOther());
    ArrayNode differences = tree.putArray("differences");
    for (PastDifference difference : comparison.differences()) {
      ObjectNode one = differences.addObject();
      one.put("part", difference.part());
      one.put("name", difference.name());
      difference.against().forEach(one.putArray("against")::add);
      difference.values().forEach(one.putArray("values")::add);
    }
    answer(tree, comparison.result());
    return DocumentJson.text(tree);
  }

  private static void side(
      ObjectNode tree, Side side, TargetInfo target, CompareRecord comparison) {
    tree.put("name", side.name());
    side.flags().forEach(tree.putArray("flags")::add);
    tree.set("target", DocumentJson.target(target));
    tree.put("failed", comparison.answer().failed().contains(side.name()));
  }

  private static void schedule(ObjectNode tree, int allowed, LookPlan looks) {
    tree.put("blocks", allowed);
    tree.put("blocks_to_run", looks.blocks());
    ArrayNode planned = tree.putArray("looks");
    looks
        .looks()
        .forEach(
            look -> planned.addObject().put("blocks", look.blocks()).put("level", look.level()));
  }

  private static void answer(ObjectNode tree, ComparisonResult result) {
    ObjectNode answer = tree.putObject("answer");
    answer.put("blocks_counted", result.counted());
    answer.put("blocks_left_out", result.leftOut());
    answer.put("undecided", result.undecided());
    result
        .look()
        .ifPresent(
            look ->
                answer
                    .putObject("look")
                    .put("number", look.number())
                    .put("blocks", look.blocks())
                    .put("level", look.level()));
    ArrayNode pairs = answer.putArray("pairs");
    result.pairs().forEach(pair -> PairJson.write(pairs.addObject(), pair));
    ArrayNode expectations = answer.putArray("expectations");
    result.expectations().forEach(each -> PairJson.write(expectations.addObject(), each));
  }

  private static void block(ObjectNode tree, CompareBlock block) {
    tree.put("number", block.number());
    ArrayNode order = tree.putArray("order");
    block.runs().forEach(run -> order.add(run.side()));
    block.leftOut().ifPresent(cause -> tree.put("left_out", cause));
  }
}
