package dev.tokenstorm.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.compare.CompareBlock;
import dev.tokenstorm.compare.CompareJson;
import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.CompareRun;
import dev.tokenstorm.compare.SideDifference;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.server.TargetInfo;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The page of a comparison: one HTML file that needs nothing beside it but for its links. */
public final class CompareReport {
  /** Name of the page in a comparison's folder. */
  public static final String FILE = "compare.html";

  private static final List<Latency> SHOWN =
      List.of(
          Latency.WORKFLOW_CORRECTED, Latency.WORKFLOW, Latency.COMPLETION_CALL, Latency.RESUME);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CompareReport() {}

  /**
   * Returns the text of the HTML file. Latencies are read from the folders of the runs.
   *
   * @throws dev.tokenstorm.text.UsageException if a folder's files cannot be read
   */
  public static String html(CompareRecord comparison) {
    return new Page().with(data(comparison));
  }

  static ObjectNode data(CompareRecord comparison) {
    ObjectNode data = MAPPER.createObjectNode();
    data.put("mode", "sides");
    data.put("headline", CompareHeadline.of(comparison));
    CompareSentences.of(comparison).forEach(data.putArray("sentences")::add);
    comparison.targets().stream()
        .map(TargetInfo::caveat)
        .flatMap(caveat -> caveat.stream())
        .findFirst()
        .ifPresent(caveat -> data.put("caveat", caveat));
    try {
      data.set("comparison", MAPPER.readTree(CompareJson.write(comparison)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was written as JSON can be read", e);
    }
    ObjectNode curves = data.putObject("curves");
    comparison.plan().names().forEach(side -> curves(curves.putObject(side), comparison, side));
    ArrayNode differences = data.putArray("differences");
    for (SideDifference difference : SideDifference.of(comparison)) {
      ObjectNode one = differences.addObject().put("name", difference.name());
      difference.values().forEach(one.putArray("values")::add);
    }
    return data;
  }

  private static void curves(ObjectNode curves, CompareRecord comparison, String side) {
    Map<Latency, LatencyBand> bands = new EnumMap<>(Latency.class);
    SHOWN.forEach(latency -> bands.put(latency, new LatencyBand()));
    for (CompareBlock block : comparison.answer().blocks()) {
      if (block.leftOut().isEmpty()) {
        block.runs().stream()
            .filter(run -> run.side().equals(side))
            .forEach(run -> add(bands, comparison, run));
      }
    }
    bands.forEach(
        (latency, band) -> {
          if (!band.isEmpty()) {
            curves.set(latency.key(), band.json());
          }
        });
  }

  private static void add(
      Map<Latency, LatencyBand> bands, CompareRecord comparison, CompareRun run) {
    Map<Latency, Histogram> totals = new EnumMap<>(Latency.class);
    RunFolder.open(comparison.plan().directory().resolve(run.folder()))
        .read(
            sample ->
                sample
                    .latencies()
                    .measured()
                    .forEach(
                        (latency, histogram) ->
                            totals
                                .computeIfAbsent(latency, unused -> LatencyRecorders.newHistogram())
                                .add(histogram)));
    bands.forEach(
        (latency, band) -> {
          Histogram total = totals.get(latency);
          if (total != null) {
            band.add(total);
          }
        });
  }
}
