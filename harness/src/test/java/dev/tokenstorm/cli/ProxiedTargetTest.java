package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.server.ConnectProxy;
import dev.tokenstorm.server.FrontEnd;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Commands whose target is behind a proxy, which alone knows the target's name. */
@Isolated
@Timeout(60)
final class ProxiedTargetTest {
  private static final String TARGET = "temporal.invalid:7233";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final Shell shell = new Shell();

  @AfterEach
  void forget() {
    System.clearProperty("https.proxyHost");
    System.clearProperty("https.proxyPort");
  }

  private static void use(ConnectProxy proxy) {
    System.setProperty("https.proxyHost", "127.0.0.1");
    System.setProperty("https.proxyPort", String.valueOf(proxy.port()));
  }

  @Test
  void runDoctorAndCleanSayThatItIsTheProxyThatRefuses() throws IOException {
    try (ConnectProxy proxy = ConnectProxy.answering("407 Proxy Authentication Required")) {
      use(proxy);
      String sentence =
          "The proxy 127.0.0.1:"
              + proxy.port()
              + " (-Dhttps.proxyHost) wants a user and a password (407) before "
              + TARGET
              + " is asked;";
      assertThat(shell.run("doctor", "--target", TARGET)).isEqualTo(ExitCode.COULD_NOT);
      assertThat(shell.out().replaceAll("\\s+", " ")).contains("✗ reachable " + sentence);
      String out = folder.resolve("out").toString();
      assertThat(shell.run("run", "--no-metrics", "--out", out, "--target", TARGET))
          .isEqualTo(ExitCode.COULD_NOT);
      assertThat(shell.err()).contains("tokenstorm: " + sentence).doesNotContain("\tat ");
      Shell clean = new Shell();
      assertThat(clean.run("clean", "20261129-200421-a457", "--target", TARGET))
          .isEqualTo(ExitCode.COULD_NOT);
      assertThat(clean.err()).contains(sentence);
    }
  }

  @Test
  void doctorSaysWhichProxyATargetIsReachedThrough() throws IOException {
    try (FrontEnd frontEnd = new FrontEnd();
        ConnectProxy proxy = ConnectProxy.leadingTo(frontEnd.port(), "")) {
      use(proxy);
      var unused = shell.run("doctor", "--target", TARGET);
      assertThat(shell.out().replaceAll("\\s+", " "))
          .contains("✓ reachable " + TARGET + ", answers in ")
          .contains(" ms through the proxy 127.0.0.1:" + proxy.port() + " (-Dhttps.proxyHost)");
    }
  }
}
