package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.OtlpPush;
import dev.tokenstorm.text.Notation.Misfit;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PushNotationTest {
  private final PushNotation notation = new PushNotation();

  @ParameterizedTest
  @CsvSource({
    "otlp=http://a:4318,                              http://a:4318/v1/metrics",
    "otlp=https://a/,                                 https://a/v1/metrics",
    "otlp=http://a_b:9090/api/v1/otlp/v1/metrics,     http://a_b:9090/api/v1/otlp/v1/metrics",
    "otlp=http://[::1]:9090,                          http://[::1]:9090/v1/metrics",
    "otlp=http://a/x/,                                http://a/x/",
  })
  void anAddressWithoutAPathGetsTheUsualOne(String text, String url) throws Misfit {
    OtlpPush push = notation.parse(text);

    assertThat(push).isEqualTo(new OtlpPush(Optional.of(URI.create(url))));
    assertThat(notation.parse(notation.print(push))).isEqualTo(push);
  }

  @Test
  void withoutAnAddressTheVariablesCount() throws Misfit {
    assertThat(notation.parse("otlp")).isEqualTo(new OtlpPush(Optional.empty()));
    assertThat(notation.print(new OtlpPush(Optional.empty()))).isEqualTo("otlp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "otlp=",
        "otlp:http://u:hunter2@a",
        "http://u:hunter2@a",
        "prometheus=http://hunter2",
        "otlp=http://u:hunter2@a/v1/metrics",
        "otlp=http://hunter2@a/v1/metrics",
        "otlp=http://u:hunter2@a_b/",
        "otlp=http://a/?key=hunter2",
        "otlp=http://a/#hunter2",
        "otlp=grpc://hunter2",
        "otlp=a:4318/hunter2",
        "otlp=http://a b/hunter2",
      })
  void whatIsNoneIsRefusedAndNeverShown(String text) {
    assertThatThrownBy(() -> notation.parse(text))
        .isInstanceOfSatisfying(
            Misfit.class,
            misfit ->
                assertThat(misfit.sentence("--push", text))
                    .startsWith("--push must be otlp=URL, ")
                    .doesNotContain("hunter2"));
  }
}
