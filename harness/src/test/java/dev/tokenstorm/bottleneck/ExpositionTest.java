package dev.tokenstorm.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

  private static BufferedReader reader(String text) {
    return new BufferedReader(new StringReader(text));
  }

  private static List<Exposition.Sample> read(String text) throws IOException {
    List<Exposition.Sample> samples = new ArrayList<>();
    Exposition.read(reader(text), name -> true, samples::add);
    return samples;
  }

  @Test
  void samplesAreReadWithTheirLabelsAndNothingElseIs() throws IOException {
    assertThat(
            read(
                """
                # HELP a_total What {it} is.
                # TYPE a_total counter
                a_total 1027 1395066363000
                a_total{ code = "400", path="C:\\\\a\\"b\\n" , } 3.5e2

                b_bucket{le="+Inf"} +Inf
                b NaN
                """))
        .containsExactly(
            new Exposition.Sample("a_total", Map.of(), 1027),
            new Exposition.Sample("a_total", Map.of("code", "400", "path", "C:\\a\"b\n"), 350),
            new Exposition.Sample("b_bucket", Map.of("le", "+Inf"), Double.POSITIVE_INFINITY),
            new Exposition.Sample("b", Map.of(), Double.NaN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "a",
        "a{",
        "a{b}",
        "a{b=\"c\"",
        "a{b=\"c} 1",
        "a{b='c'} 1",
        "a{b=\"\\t\"} 1",
        "a{=\"c\"} 1",
        "1a 2",
        "a one",
        "{\"status\": \"ok\"}"
      })
  void aLineThatIsNoSampleIsRefusedWithItsNumber(String line) {
    assertThatThrownBy(() -> read("a 1\n" + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 2");
  }

  @Test
  void ofSamplesThatAreNotWantedTheNamesAloneAreLookedAt() throws IOException {
    List<Exposition.Sample> samples = new ArrayList<>();
    Exposition.read(reader("other{a} none\nwanted 1\n"), "wanted"::equals, samples::add);
    assertThat(samples).containsExactly(new Exposition.Sample("wanted", Map.of(), 1));
  }

  @Test
  void whatAWellKeptLibraryWritesIsReadBack() throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Counter.builder("calls")
        .tag("why", "a \"quoted\" \\ line\nand one more")
        .register(registry)
        .increment(3);
    Timer timer =
        Timer.builder("took").serviceLevelObjectives(Duration.ofMillis(5)).register(registry);
    timer.record(Duration.ofMillis(2));
    timer.record(Duration.ofMillis(40));

    assertThat(read(registry.scrape()))
        .contains(
            new Exposition.Sample(
                "calls_total", Map.of("why", "a \"quoted\" \\ line\nand one more"), 3),
            new Exposition.Sample("took_seconds_bucket", Map.of("le", "0.005"), 1),
            new Exposition.Sample("took_seconds_bucket", Map.of("le", "+Inf"), 2),
            new Exposition.Sample("took_seconds_sum", Map.of(), 0.042));
  }
}
