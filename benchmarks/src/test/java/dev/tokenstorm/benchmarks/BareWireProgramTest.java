package dev.tokenstorm.benchmarks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.plan.NullOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BareWireProgramTest {
  private static NullFrontEnd server() throws IOException {
    return NullFrontEnd.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "default", NullOptions.NONE, 1);
  }

  /** Each greeting's result is checked by the program itself. */
  @Test
  void itGreetsForAsLongAsItIsAskedTo() throws IOException {
    try (NullFrontEnd server = server();
        BareWireProgram program = BareWireProgram.start("127.0.0.1:" + server.port(), 30, 8)) {
      program.awaitExecutions(300);
      program.awaitExecutions(300);
    }
  }

  @Test
  void aServerThatGoesEndsIt() throws IOException {
    NullFrontEnd server = server();
    try (server;
        BareWireProgram program = BareWireProgram.start("127.0.0.1:" + server.port(), 30, 8)) {
      program.awaitExecutions(30);
      server.close();
      assertThatThrownBy(() -> program.awaitExecutions(Integer.MAX_VALUE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the program completes nothing");
    }
  }
}
