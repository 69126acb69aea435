package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.frontend.Client;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.frontend.Scenario;
import dev.tokenstorm.plan.NullOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the null front end says what a real server says, word for word. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class NullFrontEndRealServerIT {

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void theNullFrontEndSaysWhatARealServerSays(Scenario scenario) throws IOException {
    List<String> said = transcript(scenario, DevServerFixture.shared().address());
    List<String> real = ServerProgram.newest() ? NewerWords.asTheOldest(scenario, said) : said;
    try (NullFrontEnd nullFrontEnd =
        NullFrontEnd.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "default",
            NullOptions.NONE,
            0)) {
      assertThat(transcript(scenario, "127.0.0.1:" + nullFrontEnd.port()))
          .hasSizeGreaterThan(5)
          .isEqualTo(real);
    }
  }

  private static List<String> transcript(Scenario scenario, String address) {
    try (Client client = new Client(address)) {
      scenario.play(client);
      return client.transcript();
    }
  }
}
