package dev.tokenstorm.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.IntervalSample;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Collects the latency distributions of the measured phase's workflows, from which the figures of
 * the whole run are made. Memory is fixed. For one thread.
 */
final class Distributions implements Consumer<IntervalSample> {
  /** Points per halving of the distance to 100 %, as in HdrHistogram's own plots. */
  private static final int TICKS_PER_HALF_DISTANCE = 5;

  private final Map<Latency, Histogram> totals = new EnumMap<>(Latency.class);

  @Override
  public void accept(IntervalSample sample) {
    sample
        .latencies()
        .measured()
        .forEach(
            (latency, histogram) -> {
              if (histogram.getTotalCount() > 0) {
                totals
                    .computeIfAbsent(latency, unused -> LatencyRecorders.newHistogram())
                    .add(histogram);
              }
            });
  }

  /**
   * Returns two arrays of equal length for each latency.
   *
   * <p>{@code x} is 1/(1-p), so that on a logarithmic axis each further nine takes the same width.
   * {@code ms} is the latency in milliseconds at that percentile. The last point is the largest
   * value, and its {@code x} is the number of values.
   */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    totals.forEach((latency, histogram) -> json.set(latency.key(), json(histogram)));
    return json;
  }

  private static ObjectNode json(Histogram histogram) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode x = json.putArray("x");
    ArrayNode millis = json.putArray("ms");
    double count = histogram.getTotalCount();
    for (HistogramIterationValue at : histogram.percentiles(TICKS_PER_HALF_DISTANCE)) {
      double rest = 1 - at.getPercentileLevelIteratedTo() / 100;
      if (rest > 0 && 1 / rest < count) {
        x.add(Columns.number(1 / rest, 5));
        millis.add(Columns.number(at.getValueIteratedTo() / Nanos.PER_MILLI, 4));
      }
    }
    x.add(Columns.number(count, 15));
    millis.add(Columns.number(histogram.getMaxValue() / Nanos.PER_MILLI, 4));
    return json;
  }
}
