package dev.tokenstorm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricNamesTest {
  @Test
  void labels_functions_operators_ranges_and_strings_are_no_metrics() {
    assertThat(
            MetricNames.in(
                "sum by (state, le) (rate(a_total{run=\"$run\",x=~\"b_total|c{2}\"}[$__rate_interval]))"
                    + " / on (state) group_left (code) max without(cell) (d) and on (state) e:f:g > 0"
                    + " or vector(0) unless min_over_time(abs(h - i)[5s:1s]) offset 5m > 1e3"))
        .containsExactly("a_total", "d", "e:f:g", "h", "i");
  }

  @Test
  void an_aggregation_may_have_its_labels_at_its_end() {
    assertThat(MetricNames.in("sum(up) by (job) * avg (count_of_things)"))
        .containsExactly("count_of_things", "up");
  }
}
