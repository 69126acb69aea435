package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyRecordersTest {
  private final LatencyRecorders recorders = new LatencyRecorders();

  @Test
  void theWarmupsWorkflowsAreRecordedApart() {
    recorders.record(Latency.RESUME, true, 1_000_000);
    recorders.record(Latency.RESUME, false, 9_000_000);
    Latencies latencies = recorders.swap();
    assertThat(latencies.measured()).containsOnlyKeys(Latency.values());
    assertThat(latencies.warmup()).containsOnlyKeys(Latency.values());
    assertThat(latencies.measured(Latency.RESUME).getMaxValue())
        .isCloseTo(1_000_000, withinPercentage(0.1));
    assertThat(latencies.warmup(Latency.RESUME).getMaxValue())
        .isCloseTo(9_000_000, withinPercentage(0.1));
    assertThat(latencies.measured(Latency.ACTIVITY).getTotalCount()).isZero();
    assertThat(recorders.swap().measured(Latency.RESUME).getTotalCount()).isZero();
  }

  @Test
  void whatIsNegativeOrLongerThanADayIsRecordedAtTheEdge() {
    recorders.record(Latency.WORKFLOW, true, -5);
    recorders.record(Latency.WORKFLOW, true, Long.MAX_VALUE);
    Histogram histogram = recorders.swap().measured(Latency.WORKFLOW);
    assertThat(histogram.getTotalCount()).isEqualTo(2);
    assertThat(histogram.getMinValue()).isZero();
    assertThat(histogram.getMaxValue())
        .isCloseTo(LatencyRecorders.HIGHEST_NANOS, withinPercentage(0.1));
  }
}
