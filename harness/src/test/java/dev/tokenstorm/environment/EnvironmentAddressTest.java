package dev.tokenstorm.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.UsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentAddressTest {

  /** Each as the temporal CLI connects. */
  @ParameterizedTest
  @CsvSource({
    "'', localhost:7233",
    "host:7234, host:7234",
    "host, host:443",
    ":7234, localhost:7234",
    "dns:///host:7234, host:7234",
    "my_host:7233, my_host:7233",
    "[::1]:7233, [::1]:7233",
    "[::1], [::1]:443"
  })
  void whatTheCliConnectsToIsTakenAlike(String text, String address) {
    assertThat(EnvironmentAddress.parse(text, "TEMPORAL_ADDRESS")).hasToString(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http://host:7233 | without \"http://\"; whether TLS is used is said by TEMPORAL_TLS",
        "https://user:s3cret@host:7233 | without \"https://\"",
        "grpc://host:7233 | without \"grpc://\"",
        "` host:7233` | without blanks",
        "host: 7233 | without blanks",
        "10.0.0:7233 | a whole IPv4 address, such as 10.0.0.5:7233, not 10.0.0:7233.",
        "user:s3cret@host:7233 | must be HOST:PORT",
        "::1 | must be HOST:PORT",
        "host:0 | must have a port between 1 and 65535",
        "host:70000 | must have a port between 1 and 65535"
      })
  void whatIsNoAddressIsRefusedInOneSentenceThatNamesWhereItStands(String text, String wayOut) {
    assertThatThrownBy(() -> EnvironmentAddress.parse(text, "TEMPORAL_ADDRESS"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("TEMPORAL_ADDRESS must ")
        .hasMessageContaining(wayOut)
        .hasMessageNotContaining("s3cret")
        .hasMessageEndingWith(".");
  }
}
