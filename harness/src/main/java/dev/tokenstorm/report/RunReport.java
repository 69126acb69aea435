package dev.tokenstorm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.server.TargetInfo;
import java.util.List;

/**
 * The report of finished runs: one HTML file that needs nothing beside it. The report is made from
 * the result files alone, so the same files always make the same bytes.
 */
public final class RunReport {
  /** Name of the report in the results folder of a run. */
  public static final String FILE = "report.html";

  /** Largest number of points of one run: one point per second for an hour. */
  static final int MOST_POINTS = 3_601;

  /**
   * Largest number of points of all runs together, so that a comparison is no larger than a report.
   */
  private static final int MOST_POINTS_TOGETHER = 5_000;

  private static final int FINDINGS_SHOWN = 100;

  private final JsonNode data;

  private RunReport(JsonNode data) {
    this.data = data;
  }

  /**
   * Makes the report of one run, or of several runs side by side.
   *
   * @param runs at least one
   * @throws dev.tokenstorm.text.UsageException if a folder's files cannot be read
   */
  public static RunReport of(List<RunFolder> runs) {
    return new RunReport(read(runs));
  }

  /** Returns the text of the HTML file. */
  public String html() {
    return new Page().with(data);
  }

  /** Returns the data that the page shows. */
  JsonNode data() {
    return data;
  }

  private static JsonNode read(List<RunFolder> runs) {
    int points = Math.min(MOST_POINTS, Math.max(8, MOST_POINTS_TOGETHER / runs.size()));
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("mode", "report");
    ArrayNode all = data.putArray("runs");
    for (RunFolder run : runs) {
      Series series = new Series(points);
      Distributions distributions = new Distributions();
      run.read(
          sample -> {
            series.accept(sample);
            distributions.accept(sample);
          });
      all.add(run(run.result(), run.planYaml(), series, distributions));
    }
    return data;
  }

  /** Returns one run of the page's data. */
  static ObjectNode run(
      JsonNode result, String planYaml, Series series, Distributions distributions) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("result", withFewFindings(result));
    TargetInfo.caveat(result.at("/target/kind").asText())
        .ifPresent(caveat -> json.put("caveat", caveat));
    json.put("plan", planYaml);
    json.set("series", series.json());
    json.set("distributions", distributions.json());
    return json;
  }

  private static JsonNode withFewFindings(JsonNode result) {
    JsonNode copy = result.deepCopy();
    if (copy.at("/ledger/findings") instanceof ArrayNode findings) {
      while (findings.size() > FINDINGS_SHOWN) {
        findings.remove(findings.size() - 1);
      }
    }
    return copy;
  }
}
