package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingGuessTest {
  @ParameterizedTest
  @CsvSource({
    "vus, in-flight",
    "VUs, in-flight",
    "concurrency, in-flight",
    "threads, completers",
    "iterations, workflows",
    "qps, rate",
    "arrival-rate, rate",
    "ramp_up, stages",
    "thresholds, require",
    "payload, payload-bytes",
    "inflight, in-flight",
    "workflow, workflows",
  })
  void whatAnotherToolCallsASettingIsFound(String name, String meant) {
    assertThat(SettingGuess.of(name, RunSettings.planNames())).isEqualTo(meant);
  }

  @Test
  void variablesAreSuggestedAlike() {
    assertThat(SettingVariables.warnings(Map.of("TOKENSTORM_VUS", "10")))
        .containsExactly(
            "the variable TOKENSTORM_VUS is not known and is ignored; did you mean"
                + " TOKENSTORM_IN_FLIGHT?");
  }
}
