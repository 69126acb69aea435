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
 * Latency by percentile, of the workflows of the measured phase: what the figures of the whole run
 * are made of. Of a fixed size; for one thread.
 */
final class Distributions implements Consumer<IntervalSample> {
  /** Points from one halving of the distance to 100 % to the next, as HdrHistogram's own plots. */
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
   * For each latency two arrays of one length: {@code x} is 1/(1-p), so that each nine takes as
   * much room on a logarithmic axis as the one before, and {@code ms} the latency there. The last
   * point is the largest value, at the number of values.
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
