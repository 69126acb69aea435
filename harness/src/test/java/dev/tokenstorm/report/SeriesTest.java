package dev.tokenstorm.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.IntervalSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final long MILLI = 1_000_000;

  @Test
  void a_short_run_keeps_each_of_its_moments() {
    Series series = new Series(8);
    for (int second = 0; second < 7; second++) {
      series.accept(moment(second, Phase.MEASURE, 10 * second, second + 1));
    }

    assertThat(series.size()).isEqualTo(7);
    assertThat(column(series, "seconds")).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    assertThat(column(series, "workflows"))
        .containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0);
    assertThat(column(series, "workflow_max")).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
  }

  @Test
  void a_longer_run_has_fewer_points_than_moments_and_loses_no_count() {
    Series series = new Series(8);
    for (int second = 0; second < 101; second++) {
      series.accept(moment(second, Phase.MEASURE, 10, 5));
      assertThat(series.size()).isBetween(1, 8);
    }

    List<Double> ends = column(series, "seconds");
    List<Double> rates = column(series, "workflows");
    double sum = 0;
    for (int point = 0; point < ends.size(); point++) {
      sum += rates.get(point) * (ends.get(point) - (point == 0 ? 0 : ends.get(point - 1)));
    }
    assertThat(series.momentsPerPoint()).isEqualTo(16);
    assertThat(ends).endsWith(101.0);
    assertThat(sum).isEqualTo(1010.0);
  }

  @Test
  void percentiles_of_a_longer_point_are_those_of_the_added_histograms() {
    Series series = new Series(8);
    // One slow second among fast ones: the average of the medians would be 250 ms.
    for (int second = 0; second < 8; second++) {
      series.accept(moment(second, Phase.MEASURE, 1, second % 4 == 0 ? 1000 : 1));
    }

    assertThat(series.momentsPerPoint()).isEqualTo(2);
    assertThat(column(series, "workflow_p50")).containsExactly(1.0, 1.0, 1.0, 1.0);
    assertThat(column(series, "workflow_max")).containsExactly(1000.0, 1.0, 1000.0, 1.0);
  }

  @Test
  void no_point_is_of_two_phases() {
    Series series = new Series(8);
    for (int second = 0; second < 45; second++) {
      Phase phase = second < 5 ? Phase.WARMUP : second < 38 ? Phase.MEASURE : Phase.DRAIN;
      series.accept(moment(second, phase, 1, 1));
    }

    assertThat(column(series, "seconds")).contains(5.0, 38.0, 45.0).isSorted();
    assertThat(series.json().at("/phases").toString())
        .isEqualTo("[[\"warmup\",0,5],[\"measure\",5,38],[\"drain\",38,45]]");
  }

  @Test
  void one_who_takes_the_last_point_after_each_moment_has_the_whole_series() {
    Series series = new Series(8);
    List<Double> ends = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    int step = 1;
    for (int second = 0; second < 200; second++) {
      series.accept(moment(second, second < 21 ? Phase.WARMUP : Phase.MEASURE, second, 1));
      if (series.momentsPerPoint() == step) {
        JsonNode last = series.last();
        put(ends, last.at("/place").asInt(), last.at("/columns/seconds/0").asDouble());
        put(rates, last.at("/place").asInt(), last.at("/columns/workflows/0").asDouble());
      } else {
        step = series.momentsPerPoint();
        ends = column(series, "seconds");
        rates = column(series, "workflows");
      }

      assertThat(ends).as("second %s", second).isEqualTo(column(series, "seconds"));
      assertThat(rates).as("second %s", second).isEqualTo(column(series, "workflows"));
    }
  }

  @Test
  void what_is_not_known_is_null() {
    Series series = new Series(8);
    series.accept(moment(0, Phase.MEASURE, 1, 1));

    assertThat(series.json().at("/columns/gc/0").isNull()).isTrue();
    assertThat(series.json().at("/columns/token_wait_p50/0").isNull()).isTrue();
  }

  private static void put(List<Double> values, int place, double value) {
    if (place == values.size()) {
      values.add(value);
    } else {
      values.set(place, value);
    }
  }

  private static List<Double> column(Series series, String name) {
    List<Double> values = new ArrayList<>();
    StreamSupport.stream(series.json().at("/columns/" + name).spliterator(), false)
        .forEach(value -> values.add(value.asDouble()));
    return values;
  }

  /** 4.4 CPU seconds in the 2.2 s from reading to reading, of an interval of one. */
  @Test
  void what_is_read_of_the_process_is_of_its_own_span() {
    Series series = new Series(8);
    IntervalSample second = moment(0, Phase.MEASURE, 3, 1);
    series.accept(
        new IntervalSample(
            second.startSeconds(),
            second.lengthSeconds(),
            second.phase(),
            second.workflows(),
            0,
            0,
            0,
            0,
            0,
            second.gauges(),
            -0.1,
            2.1,
            4.4,
            OptionalDouble.of(22),
            OptionalDouble.of(0.22),
            OptionalDouble.of(0.44),
            0,
            second.latencies()));

    assertThat(column(series, "workflows")).containsExactly(3.0);
    assertThat(column(series, "cpu")).containsExactly(2.0);
    assertThat(column(series, "allocated")).containsExactly(10.0);
    assertThat(column(series, "gc")).containsExactly(100.0);
    assertThat(column(series, "safepoint")).containsExactly(200.0);
  }

  /** A second in which so many workflows closed, three of them timed. */
  private static IntervalSample moment(int second, Phase phase, double workflows, long millis) {
    Histogram histogram = LatencyRecorders.newHistogram();
    histogram.recordValueWithCount(millis * MILLI, millis == 1 ? 3 : 1);
    Map<Latency, Histogram> recorded = Map.of(Latency.WORKFLOW, histogram);
    return new IntervalSample(
        second,
        1,
        phase,
        workflows,
        0,
        0,
        0,
        0,
        0,
        new CellGauges(0, 0, 0, 0, 0),
        second,
        second + 1,
        0,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        0,
        new Latencies(recorded, recorded));
  }
}
