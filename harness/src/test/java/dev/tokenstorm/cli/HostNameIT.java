package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.environment.TestPki;
import dev.tokenstorm.server.FrontEnd;
import io.grpc.TlsServerCredentials;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar in a process of its own, whose hosts file has names as compose gives them. */
@Timeout(300)
final class HostNameIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aNameWithAnUnderscoreIsReachedWithTlsIfTheCertificateIsForIt() throws Exception {
    TestPki pki = new TestPki(folder);
    pki.key("server.key", "EC");
    pki.certificate("server.pem", "server.key", "DNS:my_host");
    pki.write("hosts", "127.0.0.1 my_host other_host\n");
    try (FrontEnd server =
        new FrontEnd(
            TlsServerCredentials.create(
                pki.file("server.pem").toFile(), pki.file("server.key").toFile()))) {
      String mine = "my_host:" + server.port();
      String other = "other_host:" + server.port();
      pki.write("profiles.toml", profile("mine", mine, pki) + profile("other", other, pki));

      assertThat(
              said(
                  Map.of("TEMPORAL_CONFIG_FILE", pki.path("profiles.toml")),
                  List.of("-Djdk.net.hosts.file=" + pki.path("hosts")),
                  "doctor --target env --profile mine",
                  "doctor --target env --profile other"))
          .contains(
              "✓ reachable     " + mine + ", answers in ",
              "✗ reachable     The certificate of " + other,
              "is for another name",
              "doctor --target env --profile other: exit code 1");
    }
  }

  private static String profile(String name, String address, TestPki pki) {
    return """
        [profile.%s]
        address = "%s"
        [profile.%s.tls]
        server_ca_cert_path = "%s"
        """
        .formatted(name, address, name, pki.path("ca.pem"));
  }

  @Test
  void aMistypedAddressOfTheEnvironmentIsOneSentenceInEachCommand() throws Exception {
    String sentence =
        "tokenstorm: TEMPORAL_ADDRESS must have a host name or a whole IPv4 address, such as"
            + " 10.0.0.5:7233, not 10.0.0:7233.\n%s: exit code 2\n";
    String[] commands = {
      "run --target env", "tune --target env", "doctor --target env", "clean a-run --target env"
    };
    assertThat(said(Map.of("TEMPORAL_ADDRESS", "10.0.0:7233"), List.of(), commands))
        .isEqualTo(sentence.repeat(commands.length).formatted((Object[]) commands));
  }

  /** What commands print in a process with variables and flags of its JVM. */
  private static String said(
      Map<String, String> variables, List<String> jvmFlags, String... commands) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-XX:TieredStopAtLevel=1");
    words.addAll(jvmFlags);
    Path tests =
        Path.of(Commands.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String jar = System.getProperty("tokenstorm.jar", "target/tokenstorm.jar");
    words.addAll(List.of("-cp", jar + File.pathSeparator + tests, Commands.class.getName()));
    words.addAll(List.of(commands));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  /** Runs one command after the other, as the start of a JVM takes longer than any of them. */
  static final class Commands {
    private Commands() {}

    public static void main(String[] args) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      for (String command : args) {
        int code = Main.program(new Console(Map.of(), out, out)).run(command.split(" ", -1));
        out.print(command + ": exit code " + code + "\n");
      }
    }
  }
}
