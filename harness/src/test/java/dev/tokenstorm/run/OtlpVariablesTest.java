package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.telemetry.OtlpReceiver;
import dev.tokenstorm.text.UsageException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OtlpVariablesTest {
  private static final String SECRET = "hunter2";
  private static final RunContext CONTEXT = new RunContext(Clock.systemUTC(), "1.2.3");
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String METRICS_ENDPOINT = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
  private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
  private static final String METRICS_HEADERS = "OTEL_EXPORTER_OTLP_METRICS_HEADERS";

  private static RunPlan plan(String push) {
    return TestPlans.plan("workflows", "1", "push", push);
  }

  private static OtlpReceiver receiver(String push, String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return OtlpVariables.receiver(plan(push), CONTEXT, environment).orElseThrow();
  }

  @Test
  void variablesAloneBeginNoPush() {
    assertThat(
            OtlpVariables.receiver(
                TestPlans.plan("workflows", "1"), CONTEXT, Map.of(ENDPOINT, "http://a:4318")))
        .isEmpty();
  }

  @Test
  void anAddressOfTheFlagIsTheOneThatCounts() {
    assertThat(receiver("otlp=http://a:1/x", METRICS_ENDPOINT, "http://b/").url())
        .hasToString("http://a:1/x");
  }

  @Test
  void anAddressOfMetricsIsTakenAsItIsAndOneOfAllSignalsGetsThePath() {
    assertThat(receiver("otlp").url()).hasToString("http://localhost:4318/v1/metrics");
    assertThat(receiver("otlp", ENDPOINT, "https://a/otlp/").url())
        .hasToString("https://a/otlp/v1/metrics");
    assertThat(receiver("otlp", ENDPOINT, "https://a", METRICS_ENDPOINT, "http://b/x").url())
        .hasToString("http://b/x");
    assertThat(receiver("otlp", ENDPOINT, "https://a", METRICS_ENDPOINT, " ").url())
        .hasToString("https://a/v1/metrics");
  }

  @Test
  void headersAreDecodedAndThoseOfMetricsGoFirst() {
    assertThat(
            receiver("otlp", HEADERS, "Authorization=Basic%20YTpi+/==, x-scope = a%2Cb,").headers())
        .isEqualTo(Map.of("Authorization", "Basic YTpi+/==", "x-scope", "a,b"));
    assertThat(receiver("otlp", HEADERS, "a=1,b=2", METRICS_HEADERS, "a=3").headers())
        .isEqualTo(Map.of("a", "3"));
    assertThat(receiver("otlp").headers()).isEmpty();
  }

  @Test
  void theResourceIsTheHarnessUnlessTheVariablesSayOtherwise() {
    assertThat(receiver("otlp").resource())
        .containsEntry("service.name", "tokenstorm")
        .containsEntry("service.version", "1.2.3")
        .containsKey("service.instance.id");
    assertThat(
            receiver(
                    "otlp",
                    "OTEL_SERVICE_NAME",
                    "nightly",
                    "OTEL_RESOURCE_ATTRIBUTES",
                    "service.name=ci,branch=a%2Fb")
                .resource())
        .containsEntry("service.name", "nightly")
        .containsEntry("branch", "a/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OTEL_EXPORTER_OTLP_ENDPOINT         | http://u:hunter2@a:4318   | credentials go into",
        "OTEL_EXPORTER_OTLP_ENDPOINT         | a:4318/hunter2            | credentials go into",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT | http://a/?key=hunter2     | credentials go into",
        "OTEL_EXPORTER_OTLP_HEADERS          | hunter2                   | must be name=value pairs",
        "OTEL_EXPORTER_OTLP_HEADERS          | a b=hunter2               | must be name=value pairs",
        "OTEL_EXPORTER_OTLP_HEADERS          | a=hunter2%0d%0aHost: evil | must be name=value pairs",
        "OTEL_EXPORTER_OTLP_HEADERS          | a=hunter2%                | must be name=value pairs",
        "OTEL_EXPORTER_OTLP_METRICS_HEADERS  | =hunter2                  | must be name=value pairs",
        "OTEL_RESOURCE_ATTRIBUTES            | hunter2                   | must be name=value pairs",
        "OTEL_EXPORTER_OTLP_PROTOCOL         | grpc                      | name the address with",
        "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL | http/json                 | name the address with",
      })
  void whatCannotBeUsedIsRefusedAndNeverShown(String variable, String value, String wayOut) {
    assertThatThrownBy(() -> receiver("otlp", variable, value))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(variable + " ")
        .hasMessageContaining(wayOut)
        .hasMessageEndingWith(".")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void anotherProtocolIsNoMatterWhereTheFlagHasTheAddress() {
    assertThat(receiver("otlp=http://a/x", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc").url())
        .hasToString("http://a/x");
  }
}
