package dev.tokenstorm.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.testkit.NullFrontEnds;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the null front end says of standalone activities what server 1.32.1 has said. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
final class StandaloneScenarioTest {

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void theNullFrontEndSaysWhatServer1321Has(StandaloneScenario scenario) throws IOException {
    assertThat(played(scenario::play, "")).isEqualTo(StandaloneTranscripts.of(scenario));
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void theNullFrontEndLetsOperatorsDoWhatServer1321Does(OperatorScenario scenario)
      throws IOException {
    assertThat(played(scenario::play, "operator-commands"))
        .isEqualTo(StandaloneTranscripts.of(scenario));
  }

  private static List<String> played(Consumer<Client> scenario, String options) throws IOException {
    try (NullFrontEnd nullFrontEnd = NullFrontEnds.start(options)) {
      return StandaloneTranscripts.play(scenario, NullFrontEnds.address(nullFrontEnd));
    }
  }
}
