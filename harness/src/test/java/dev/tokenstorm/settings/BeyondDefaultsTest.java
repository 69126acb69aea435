package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What plans say beyond the defaults. */
final class BeyondDefaultsTest {

  private static Map<String, String> beyond(String... namesAndValues) {
    Map<String, List<String>> texts = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      texts.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return BeyondDefaults.of(texts, RunSettings.ALL, setting -> setting.inPlan());
  }

  @Test
  void aValueThatIsTheDefaultIsLeftOut() {
    assertThat(beyond("branches", "2", "steps", "3")).isEqualTo(Map.of("steps", "3"));
  }

  @Test
  void aDefaultThatFollowsFromOtherSettingsIsLeftOut() {
    Map<String, String> plain = new LinkedHashMap<>();
    PlanYaml.settings(TestPlans.plan("target", "null"))
        .forEach((name, value) -> plain.put(name, String.valueOf(value)));
    String[] texts =
        plain.entrySet().stream()
            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
            .toArray(String[]::new);
    assertThat(beyond(texts).keySet()).containsExactlyInAnyOrder("target", "seed");
  }

  @Test
  void aValueMeansTheSameHoweverItWasWritten() {
    assertThat(beyond("duration", "60s")).isEqualTo(beyond("duration", "1m"));
  }

  @Test
  void aSettingOfALaterVersionIsKept() {
    assertThat(beyond("gravity", "off")).isEqualTo(Map.of("gravity", "off"));
  }

  @Test
  void aSettingThatHasNothingIsNotThere() {
    assertThat(
            BeyondDefaults.of(
                Map.of("in-flight", List.of(), "steps", List.of("3")),
                RunSettings.ALL,
                setting -> true))
        .containsOnlyKeys("steps");
  }
}
