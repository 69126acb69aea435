package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.LoadLevel;
import dev.tokenstorm.measurement.LoadProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Writes what a cell tells its fleet as text, and reads it back: each interval with its latencies,
 * and its end. What is read came from another process, so a text that is none of these is refused
 * and harms nobody.
 */
public final class CellText {
  private CellText() {}

  /** Returns the text of an interval. */
  public static String write(Interval interval) {
    ObjectNode tree = IntervalJson.write(interval);
    tree.set("measured", latencies(interval.latencies().measured()));
    tree.set("warmup", latencies(interval.latencies().warmup()));
    tree.set("by_load", profile(interval.byLoad()));
    return tree.toString();
  }

  /**
   * Returns the interval of a text; empty if it has none.
   *
   * @param runStart wall time of the start of the fleet's run
   */
  public static Optional<Interval> interval(String text, Instant runStart) {
    try {
      return tree(text)
          .flatMap(
              tree ->
                  IntervalJson.read(
                      tree,
                      runStart,
                      () ->
                          new Latencies(
                              latencies(tree.path("measured")), latencies(tree.path("warmup"))),
                      profile(tree.path("by_load"))));
    } catch (NoSuchElementException damaged) {
      return Optional.empty();
    }
  }

  /** Returns the text of an end. */
  public static String write(CellEnd end) {
    ObjectNode tree = object();
    tree.put("how", end.ending().how().key());
    tree.put("sentence", end.ending().sentence());
    tree.put("missing_nanos", end.ending().missing().toNanos());
    tree.put("unseen_results", end.ending().unseenResults());
    tree.set("ledger", LedgerJson.write(end.ledger(), true));
    tree.set("rpc", RpcJson.write(end.rpc()));
    tree.put("cut_polls", end.cutPolls().count());
    tree.put("cut_polls_open_nanos", end.cutPolls().open().toNanos());
    tree.set("by_load", profile(end.byLoad()));
    return tree.toString();
  }

  /** Returns the end of a text; empty if it has none. */
  public static Optional<CellEnd> end(String text) {
    return tree(text)
        .flatMap(
            tree ->
                Keyed.find(Ending.How.class, tree.path("how").asText())
                    .map(how -> end(tree, how)));
  }

  private static CellEnd end(JsonNode tree, Ending.How how) {
    return new CellEnd(
        new Ending(how, tree.path("sentence").asText())
            .missing(Duration.ofNanos(tree.path("missing_nanos").asLong()))
            .unseen(tree.path("unseen_results").asLong()),
        LedgerJson.read(tree.path("ledger")),
        RpcJson.read(tree.path("rpc")),
        new CutPolls(
            tree.path("cut_polls").asLong(),
            Duration.ofNanos(tree.path("cut_polls_open_nanos").asLong())),
        profile(tree.path("by_load")));
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(StoredJson.read(text));
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  private static ObjectNode latencies(Map<Latency, Histogram> recorded) {
    ObjectNode tree = object();
    recorded.forEach(
        (latency, histogram) -> {
          if (histogram.getTotalCount() > 0) {
            tree.put(latency.key(), IntervalJson.text(histogram));
          }
        });
    return tree;
  }

  /**
   * Returns what was recorded. Latencies of which nothing was share a histogram, as an empty one is
   * as large as any.
   *
   * @throws NoSuchElementException if one is damaged
   */
  private static Map<Latency, Histogram> latencies(JsonNode tree) {
    Histogram nothing = LatencyRecorders.newHistogram();
    Map<Latency, Histogram> recorded = new EnumMap<>(Latency.class);
    for (Latency latency : Latency.values()) {
      recorded.put(
          latency,
          tree.has(latency.key())
              ? IntervalJson.histogram(tree.path(latency.key()).asText()).orElseThrow()
              : nothing);
    }
    return recorded;
  }

  private static ObjectNode profile(LoadProfile profile) {
    ObjectNode tree = object();
    tree.set("calls", levels(profile.calls()));
    tree.set("calls_by_workflows", levels(profile.callsByWorkflows()));
    tree.set("resumes", levels(profile.resumes()));
    tree.set("wake_ups", levels(profile.wakeUps()));
    return tree;
  }

  private static LoadProfile profile(JsonNode tree) {
    return new LoadProfile(
        levels(tree.path("calls")),
        levels(tree.path("calls_by_workflows")),
        levels(tree.path("resumes")),
        levels(tree.path("wake_ups")));
  }

  private static ArrayNode levels(List<LoadLevel> levels) {
    ArrayNode tree = JsonNodeFactory.instance.arrayNode();
    for (LoadLevel level : levels) {
      tree.addArray()
          .add(level.from())
          .add(level.to())
          .add(level.count())
          .add(level.totalNanos())
          .add(level.totalSquares());
    }
    return tree;
  }

  private static List<LoadLevel> levels(JsonNode tree) {
    List<LoadLevel> levels = new ArrayList<>();
    for (JsonNode one : tree) {
      if (levels.size() < Long.SIZE) {
        levels.add(
            new LoadLevel(
                one.path(0).asLong(),
                one.path(1).asLong(),
                one.path(2).asLong(),
                one.path(3).asLong(),
                one.path(4).asDouble()));
      }
    }
    return levels;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
