package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.frontend.OperatorScenario;
import dev.tokenstorm.frontend.StandaloneScenario;
import dev.tokenstorm.frontend.StandaloneTranscripts;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether the newest server says of standalone activities what was written down. The null front end
 * is held to the same words.
 */
@Timeout(300)
@OnNewestServer
@Execution(ExecutionMode.CONCURRENT)
final class StandaloneRealServerIT {

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void theNewestServerSaysWhatWasWrittenDown(StandaloneScenario scenario) {
    assertThat(StandaloneTranscripts.play(scenario::play, DevServerFixture.shared().address()))
        .isEqualTo(StandaloneTranscripts.of(scenario));
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void theNewestServerLetsOperatorsDoWhatWasWrittenDown(OperatorScenario scenario) {
    assertThat(StandaloneTranscripts.play(scenario::play, WithOperatorCommands.SERVER.address()))
        .isEqualTo(StandaloneTranscripts.of(scenario));
  }

  /** Holds a server that lets operators do something. */
  private static final class WithOperatorCommands {
    static final DevServerFixture SERVER =
        DevServerFixture.start(
            ServerSettings.DYNAMIC_CONFIG_VALUE,
            "history.enableStandaloneActivityOperatorCommands=true");
  }
}
