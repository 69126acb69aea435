package dev.tokenstorm.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.result.BottleneckJson;
import dev.tokenstorm.result.DocumentJson;
import dev.tokenstorm.result.Software;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Writes a search as the document {@code docs/schema/tokenstorm.search-v1.schema.json} describes.
 */
public final class SearchJson {
  /** What the document's {@code schema} says. */
  public static final String SCHEMA = "tokenstorm.search/v1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SearchJson() {}

  /** The document, indented, with a newline at its end. */
  public static String write(SearchRecord search) {
    return DocumentJson.text(tree(search));
  }

  /** The document as a tree that the caller may change. */
  public static ObjectNode tree(SearchRecord search) {
    ObjectNode tree = MAPPER.createObjectNode();
    SearchPlan plan = search.plan();
    tree.put("schema", SCHEMA);
    tree.put("search_id", plan.identity().runId());
    tree.put("command", plan.aim().command());
    tree.put("started_at", search.startedAt().toString());
    tree.put("seed", plan.identity().seed());
    if (plan.aim() instanceof SearchPlan.Tune tune) {
      ObjectNode varied = tree.putObject("varied");
      varied.put("setting", tune.varied().setting().name());
      varied.put("from", tune.varied().range().from());
      varied.put("to", tune.varied().range().to());
    }
    tree.put("ending", search.end().map(StopReason::key).orElse("under-way"));
    tree.set("target", DocumentJson.target(search.target()));
    tree.set("software", Software.current().json());
    tree.set("settings", DocumentJson.settings(plan.given()));
    search.answer().ifPresent(answer -> answer(tree.putObject("answer"), answer));
    if (plan.aim() instanceof SearchPlan.Tune) {
      ArrayNode points = tree.putArray("points");
      TunePoint.of(search.trials()).forEach(point -> point(points.addObject(), point));
    }
    ArrayNode runs = tree.putArray("runs");
    search.trials().forEach(trial -> TrialJson.write(runs.addObject(), trial));
    return tree;
  }

  private static void answer(ObjectNode tree, SearchAnswer answer) {
    if (answer instanceof Knee knee) {
      knee(tree, knee);
    } else if (answer instanceof Capacity capacity) {
      capacity(tree, capacity);
    }
  }

  private static void knee(ObjectNode tree, Knee knee) {
    tree.put("value", knee.value());
    tree.put("low", knee.low());
    tree.put("high", knee.high());
    tree.put("repeated", knee.repeated());
    tree.put("recommended", knee.recommended());
    tree.put("share", SearchThreshold.KNEE_SHARE.value());
    tree.put("best_value", knee.best());
    tree.put("completions_per_second", knee.perSecond());
    tree.put("edge", knee.edge().name().toLowerCase(Locale.ROOT));
    knee.asymptotes()
        .ifPresent(
            lines -> {
              ObjectNode asymptotes = tree.putObject("asymptotes");
              asymptotes.put("crossing", lines.crossing());
              asymptotes.put("low", lines.low());
              asymptotes.put("high", lines.high());
              asymptotes.put("call_seconds", lines.callSeconds());
            });
  }

  private static void capacity(ObjectNode tree, Capacity capacity) {
    put(tree, "workflows_per_second", capacity.rate());
    tree.put("confirmed", capacity.confirmedSeconds().isPresent());
    put(tree, "confirmed_seconds", capacity.confirmedSeconds());
    put(tree, "breaking_per_second", capacity.breaking());
    add(tree.putArray("broke"), capacity.broke());
    capacity
        .bottleneck()
        .ifPresent(bound -> BottleneckJson.write(tree.putObject("bottleneck"), bound));
    capacity
        .own()
        .ifPresent(
            own -> {
              ObjectNode limit = tree.putObject("own_limit");
              limit.put("cause", own.cause().key());
              limit.put("workflows_per_second", own.rate());
              limit.put("completers", own.completers());
            });
    ArrayNode unconfirmed = tree.putArray("unconfirmed_per_second");
    capacity.unconfirmed().forEach(unconfirmed::add);
  }

  private static void point(ObjectNode tree, TunePoint point) {
    tree.put("value", point.value());
    tree.put("runs", point.runs());
    tree.put("completions_per_second", point.perSecond());
    put(tree, "low", point.low());
    put(tree, "high", point.high());
    tree.put("share", point.share());
    put(tree, "busy_share", point.busyShare());
    put(tree, "call_seconds", point.callSeconds());
    point.bound().ifPresent(bound -> tree.put("bound_by", bound.key()));
  }

  static void put(ObjectNode tree, String name, OptionalDouble value) {
    value.ifPresent(present -> tree.put(name, present));
  }

  static void add(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
