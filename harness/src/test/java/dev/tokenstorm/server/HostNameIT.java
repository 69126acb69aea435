package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.environment.TestPki;
import io.grpc.TlsServerCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar in a process of its own, whose hosts file has names as compose gives them. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostNameIT {
  private TestPki pki;

  @BeforeAll
  void makeCertificate(@TempDir Path folder) {
    pki = new TestPki(folder);
    pki.key("server.key", "EC");
    pki.certificate("server.pem", "server.key", "DNS:my_host");
    pki.write("hosts", "127.0.0.1 my_host other_host\n");
  }

  /** What a command prints in a process of its own, and its exit code. */
  private String program(Map<String, String> variables, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djdk.net.hosts.file=" + pki.path("hosts"),
                "-jar",
                Objects.requireNonNull(System.getProperty("tokenstorm.jar"))));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out + "exit code " + process.waitFor();
  }

  private Map<String, String> tls(String host, FrontEnd server) {
    return Map.of(
        "TEMPORAL_ADDRESS",
        host + ":" + server.port(),
        "TEMPORAL_CONFIG_FILE",
        pki.write("empty.toml", "").toString(),
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
        pki.path("ca.pem"));
  }

  @Test
  void aNameWithAnUnderscoreIsReachedWithTlsIfTheCertificateIsForIt() throws Exception {
    try (FrontEnd server =
        new FrontEnd(
            TlsServerCredentials.create(
                pki.file("server.pem").toFile(), pki.file("server.key").toFile()))) {
      assertThat(program(tls("my_host", server), "doctor", "--target", "env"))
          .contains("✓ reachable     my_host:" + server.port() + ", answers in ");
      assertThat(program(tls("other_host", server), "doctor", "--target", "env"))
          .contains(
              "✗ reachable     The certificate of other_host:" + server.port(),
              "is for another name",
              "exit code 1");
    }
  }

  @Test
  void aMistypedAddressOfTheEnvironmentIsOneSentenceInEachCommand() throws Exception {
    Map<String, String> variables = Map.of("TEMPORAL_ADDRESS", "10.0.0:7233");
    for (List<String> command :
        List.of(List.of("run"), List.of("tune"), List.of("doctor"), List.of("clean", "a-run"))) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--target", "env"));
      assertThat(program(variables, arguments.toArray(String[]::new)))
          .isEqualTo(
              "tokenstorm: TEMPORAL_ADDRESS must have a host name or a whole IPv4 address, such as"
                  + " 10.0.0.5:7233, not 10.0.0:7233.\nexit code 2");
    }
  }
}
