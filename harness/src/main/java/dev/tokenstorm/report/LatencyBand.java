package dev.tokenstorm.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.Nanos;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * One latency of several runs: the percentiles of all together, whose histograms are added, and
 * between what those of single runs lie. Memory does not grow with the runs' lengths. For one
 * thread.
 */
final class LatencyBand {
  /** Steps per halving of the distance to 100 %, and the most of them. */
  private static final int STEPS_PER_HALF_DISTANCE = 3;

  private static final int MOST_STEPS = 20 * STEPS_PER_HALF_DISTANCE;
  private static final int PERCENT = 100;

  private final Histogram together = LatencyRecorders.newHistogram();
  private final List<double[]> runs = new ArrayList<>();

  /** Takes the latencies of a run. */
  void add(Histogram run) {
    if (run.getTotalCount() > 0) {
      together.add(run);
      runs.add(millis(run));
    }
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Returns 1/(1-p) at a step. */
  private static double x(int step) {
    return Math.pow(2, (double) step / STEPS_PER_HALF_DISTANCE);
  }

  /** The percentiles that a histogram has values beyond, in milliseconds. */
  private static double[] millis(Histogram histogram) {
    int steps = 0;
    while (steps < MOST_STEPS && x(steps) <= histogram.getTotalCount()) {
      steps++;
    }
    double[] millis = new double[steps];
    for (int step = 0; step < steps; step++) {
      millis[step] = histogram.getValueAtPercentile(PERCENT - PERCENT / x(step)) / Nanos.PER_MILLI;
    }
    return millis;
  }

  /** Returns arrays of equal length; where a run does not have a percentile, its ends are null. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode x = json.putArray("x");
    ArrayNode millis = json.putArray("ms");
    ArrayNode low = json.putArray("low");
    ArrayNode high = json.putArray("high");
    double[] middle = millis(together);
    for (int step = 0; step < middle.length; step++) {
      int place = step;
      boolean all = runs.stream().allMatch(run -> run.length > place);
      DoubleSummaryStatistics ends =
          runs.stream().filter(run -> all).mapToDouble(run -> run[place]).summaryStatistics();
      x.add(Columns.number(x(step), 5));
      millis.add(Columns.number(middle[step], 4));
      // Of no run at all they are infinite, which becomes null.
      low.add(Columns.number(ends.getMin(), 4));
      high.add(Columns.number(ends.getMax(), 4));
    }
    return json;
  }
}
