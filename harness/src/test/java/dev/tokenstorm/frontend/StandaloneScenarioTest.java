package dev.tokenstorm.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.NullOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    try (NullFrontEnd nullFrontEnd =
        NullFrontEnd.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "default",
            NullOptions.NONE,
            0)) {
      assertThat(StandaloneTranscripts.play(scenario, "127.0.0.1:" + nullFrontEnd.port()))
          .isEqualTo(StandaloneTranscripts.of(scenario));
    }
  }
}
