package dev.tokenstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class LoopbackPortsTest {
  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void aServerListensOnItsPortAndAgainAfterItsEnd() throws IOException {
    int port = LoopbackPorts.forServer();
    for (int start = 0; start < 2; start++) {
      try (ServerSocketChannel server = ServerSocketChannel.open().bind(at(port));
          Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(server.accept().getRemoteAddress()).isEqualTo(client.getLocalSocketAddress());
      }
    }
  }

  /** The system gives no port that is in use to whoever asks for any. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void nobodyElseIsGivenAPortThatIsHeld() throws IOException {
    int held = LoopbackPorts.forServer();
    try (ServerSocket other = new ServerSocket()) {
      other.setReuseAddress(false);
      assertThatThrownBy(() -> other.bind(at(held))).isInstanceOf(BindException.class);
    }
  }

  @Test
  void onASilentPortNobodyCanListenAndConnectionsAreRefused() {
    int port = LoopbackPorts.silent();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> ServerSocketChannel.open().bind(at(port)))
        .isInstanceOf(BindException.class);
  }
}
