package dev.tokenstorm.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SdkMetricHelpTest {
  private static final String PREFIX = "temporal_";

  /** All names that this version of the SDK has. */
  private static Set<String> names() throws IllegalAccessException {
    Set<String> names = new TreeSet<>();
    for (Class<?> type :
        List.of(
            io.temporal.serviceclient.MetricsType.class, io.temporal.worker.MetricsType.class)) {
      for (Field field : type.getFields()) {
        names.add(String.valueOf(field.get(null)));
      }
    }
    names.remove(PREFIX);
    return names;
  }

  @Test
  void everyNameOfTheSdkHasASentenceOfItsOwn() throws IllegalAccessException {
    assertThat(names()).hasSizeGreaterThan(40).allMatch(name -> name.startsWith(PREFIX));
    assertThat(names()).extracting(SdkMetricHelp::of).doesNotHaveDuplicates();
    assertThat(names())
        .extracting(SdkMetricHelp::of)
        .allMatch(help -> help.endsWith(".") && help.split(" ").length <= 25)
        .doesNotContain(SdkMetricHelp.OF_OTHERS);
  }

  @Test
  void aNameThatNobodyKnowsHasASentenceToo() {
    assertThat(SdkMetricHelp.of("temporal_brand_new")).isEqualTo(SdkMetricHelp.OF_OTHERS);
  }

  /** Prometheus' client takes such an ending away, so that the series has another name. */
  @Test
  void noMeterHasANameThatLosesItsEnd() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Telemetry telemetry = new Telemetry(Plans.small(), "0", "test", registry);
    SdkTraffic.through(telemetry);
    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName())
        .anyMatch(name -> name.startsWith(PREFIX))
        .anyMatch(name -> name.startsWith("jvm."))
        .noneMatch(name -> name.matches(".*[._](created|info|total)"));
    assertThat(telemetry.scrape("text/plain"))
        .contains("\ntokenstorm_run_info{", "\ntokenstorm_workflows_total{");
  }
}
