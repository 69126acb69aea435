package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.objective.Figure;
import dev.tokenstorm.objective.FigureTable;
import dev.tokenstorm.objective.RunPart;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.SampleRun;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares a scrape with what the table of figures says of it. */
class FigureMetricsTest {
  /** Families that say what runs and where it stands. */
  private static final Set<MetricFamily> PLACES =
      Set.of(MetricFamily.RUN, MetricFamily.PHASE, MetricFamily.FAULT);

  private static final Pattern SELECTOR =
      Pattern.compile("(?<family>[a-z_]+)(\\{(?<label>[a-z]+)=~?\"(?<values>[^\"]*)\"})?");

  @Test
  void eachFamilyHasAFigureOrSaysWhatRuns() {
    Set<String> families = new TreeSet<>();
    for (Figure figure : FigureTable.all()) {
      figure.metric().ifPresent(metric -> families.add(selector(metric).group("family")));
    }

    assertThat(families)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(MetricFamily.values())
                .filter(family -> !PLACES.contains(family))
                .map(MetricFamily::exportedName)
                .toList());
  }

  /** Means, shares, and errors of all calls are not in a scrape as they are; what makes them is. */
  @Test
  void aRunOfOneIntervalHasTheSameFiguresInAScrape() {
    Interval only = SampleRun.distinctInterval();
    JsonNode document = SampleRun.document(true, only);
    MetricSnapshots scrape = scrape(only);

    int compared = 0;
    for (Figure figure : FigureTable.all()) {
      if (figure.metric().isEmpty()
          || figure.name().matches("errors\\..*|.*-mean|.*[.-]per-.*")
          || (isTiming(figure) && !figure.name().endsWith(".count"))) {
        continue;
      }
      for (RunPart part : figure.parts()) {
        JsonNode figures = document.at(part.pointer());
        JsonNode value =
            figures.at(
                figure.place() instanceof Figure.Value place
                    ? place.pointer()
                    : ((Figure.Timing) figure.place()).pointer(true));
        if (!value.isMissingNode()) {
          double seconds =
              switch (figure.unit()) {
                case PER_SECOND -> figures.at("/seconds").asDouble();
                case BYTES_PER_SECOND -> figures.at("/generator/seconds").asDouble();
                default -> 1;
              };
          assertThat(value(scrape, figure.metric().get()))
              .as(part.key() + ":" + figure.name())
              .isCloseTo(value.asDouble() * seconds, within(1e-6));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  private static boolean isTiming(Figure figure) {
    return figure.place() instanceof Figure.Timing || figure.name().startsWith("hiccup.");
  }

  private static MetricSnapshots scrape(Interval only) {
    HarnessMetrics metrics =
        new HarnessMetrics(Labels.EMPTY, Labels.EMPTY, Set.of(Latency.values()), 1, List.of());
    metrics.observe(new RunSources(only::counts, only::gauges, only::rpc));
    metrics.record(only.phase(), only.latencies(), only.process());
    return metrics.collect();
  }

  private static double value(MetricSnapshots scrape, String metric) {
    Matcher selector = selector(metric);
    return scrape.stream()
        .filter(
            family ->
                family
                    .getMetadata()
                    .getPrometheusName()
                    .equals(selector.group("family").replaceFirst("_total$", "")))
        .flatMap(family -> family.getDataPoints().stream())
        .filter(
            point ->
                selector.group("label") == null
                    || Objects.requireNonNull(point.getLabels().get(selector.group("label")))
                        .matches(selector.group("values")))
        .mapToDouble(FigureMetricsTest::value)
        .sum();
  }

  private static double value(DataPointSnapshot point) {
    if (point instanceof CounterDataPointSnapshot counter) {
      return counter.getValue();
    }
    return point instanceof GaugeDataPointSnapshot gauge
        ? gauge.getValue()
        : ((HistogramDataPointSnapshot) point).getCount();
  }

  private static Matcher selector(String metric) {
    Matcher selector = SELECTOR.matcher(metric);
    assertThat(selector.matches()).as(metric).isTrue();
    return selector;
  }
}
