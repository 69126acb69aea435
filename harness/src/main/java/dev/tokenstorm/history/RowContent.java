package dev.tokenstorm.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.measurement.Latency;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The content of a row beside its figures.
 *
 * @param planYaml the plan file that repeats the run
 * @param document {@code result.json} of a run, {@code search.json} of a search
 * @param histograms of the run without its warm-up, in nanoseconds; a search has none
 */
record RowContent(String planYaml, JsonNode document, Map<Latency, Histogram> histograms) {
  public RowContent {
    histograms = Map.copyOf(histograms);
  }
}
