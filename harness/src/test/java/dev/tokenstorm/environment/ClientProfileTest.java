package dev.tokenstorm.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.UsageException;
import io.grpc.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and variables, each read as the temporal CLI reads it unless the test's name says not. */
final class ClientProfileTest {
  @TempDir Path folder = Path.of("");

  private Path file(byte[] content) {
    try {
      return Files.write(folder.resolve("temporal.toml"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ClientProfile load(String toml, String... variables) {
    return load(toml.getBytes(StandardCharsets.UTF_8), variables);
  }

  private ClientProfile load(byte[] content, String... variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TEMPORAL_CONFIG_FILE", file(content).toString());
    environment.putAll(variables(variables));
    return ClientProfile.load(Optional.empty(), environment);
  }

  private static Map<String, String> variables(String... pairs) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return variables;
  }

  private static String header(ClientProfile profile, String name) {
    return String.valueOf(
        profile.headers().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing yet\n", "[profile]\n", "[profile.default]\n"})
  void anEmptyFileSaysNothing(String toml) {
    ClientProfile profile = load(toml);
    assertThat(profile.address()).hasToString("localhost:7233");
    assertThat(profile.namespace()).isEmpty();
    assertThat(profile.usesTls()).isFalse();
    assertThat(profile.warnings()).isEmpty();
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(load("\uFEFF[profile.default]\naddress = 'a.test:1'\n").address())
        .hasToString("a.test:1");
    assertThat(load("\uFEFF").address()).hasToString("localhost:7233");
  }

  @Test
  void aFileInAnotherEncodingIsToldAsThat() {
    for (byte[] content :
        List.of(
            "[profile.default]\n".getBytes(StandardCharsets.UTF_16),
            "[profile.default]\n".getBytes(StandardCharsets.UTF_16LE),
            "# é\n".getBytes(StandardCharsets.ISO_8859_1))) {
      assertThatThrownBy(() -> load(content))
          .isInstanceOf(UsageException.class)
          .hasMessageEndingWith(
              "temporal.toml is not in UTF-8; save it so in your editor, or with iconv -t UTF-8.");
    }
  }

  @Test
  void aMalformedFileIsNamedByItsLineAndNotByItsContent() {
    assertThatThrownBy(() -> load("[profile.default]\n\napi_key = s3cr3t\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("temporal.toml is malformed at line 3.")
        .hasMessageNotContaining("s3cr3t");
    assertThatThrownBy(() -> load("[profile.default]\naddress = 'a:1'\naddress = 'b:1'\n"))
        .hasMessageEndingWith("temporal.toml has a key twice, the second time before line 4.");
  }

  @Test
  void aFileThatIsNotThereSaysNothingAndIsMentionedIfItWasNamed() {
    String missing = folder.resolve("missing.toml").toString();
    ClientProfile profile =
        ClientProfile.load(Optional.empty(), variables("TEMPORAL_CONFIG_FILE", missing));
    assertThat(profile.address()).hasToString("localhost:7233");
    assertThat(profile.warnings())
        .containsExactly(
            "TEMPORAL_CONFIG_FILE names "
                + missing
                + ", which does not exist, so only variables count");
    assertThat(
            ClientProfile.load(Optional.empty(), variables("HOME", folder.toString())).warnings())
        .isEmpty();
    assertThatThrownBy(
            () ->
                ClientProfile.load(
                    Optional.empty(), variables("TEMPORAL_CONFIG_FILE", folder.toString())))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(" is a folder; name another with TEMPORAL_CONFIG_FILE.");
  }

  @Test
  void theUsualPlaceDependsOnTheSystem() {
    Map<String, String> all =
        variables("XDG_CONFIG_HOME", "/x", "HOME", "/home/a", "APPDATA", "/app");
    assertThat(ConfigurationFile.usual(all, "Linux"))
        .contains(Path.of("/x/temporalio/temporal.toml"));
    assertThat(ConfigurationFile.usual(variables("HOME", "/home/a"), "Linux"))
        .contains(Path.of("/home/a/.config/temporalio/temporal.toml"));
    assertThat(ConfigurationFile.usual(all, "Mac OS X"))
        .contains(Path.of("/home/a/Library/Application Support/temporalio/temporal.toml"));
    assertThat(ConfigurationFile.usual(all, "Windows 11"))
        .contains(Path.of("/app/temporalio/temporal.toml"));
    assertThat(ConfigurationFile.usual(Map.of(), "Linux")).isEmpty();
  }

  @Test
  void keysMatchWhateverTheirCaseIsAndAnUnknownOneIsMetWithTheNearest() {
    ClientProfile profile =
        load(
            """
            profil = {}
            [Profile.default]
            Address = "a.test:1"
            adress = "b.test:1"
            [profile.default.tls]
            server_nam = "x"
            [profile.other]
            adress = "c.test:1"
            """
                .replace("[profile.default.tls]", "[Profile.default.tls]")
                .replace("[profile.other]", "[Profile.other]"));
    assertThat(profile.address()).hasToString("a.test:1");
    assertThat(profile.usesTls()).isTrue();
    assertThat(profile.warnings())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).endsWith("no key profil; did you mean profile?"),
            line ->
                assertThat(line)
                    .endsWith(
                        "table profile.default: Temporal knows no key adress; did you mean"
                            + " address?"),
            line ->
                assertThat(line).endsWith("knows no key server_nam; did you mean server_name?"));
  }

  @Test
  void aVariableThatLooksMisspeltIsMetWithTheNearest() {
    assertThat(load("", "TEMPORAL_ADRESS", "a:1", "TEMPORAL_CLI_ADDRESS", "b:1").warnings())
        .containsExactly(
            "TEMPORAL_ADRESS is set, but no variable of Temporal's has that name; did you mean"
                + " TEMPORAL_ADDRESS?");
  }

  @Test
  void aProfileThatWasAskedForMustBeThere() {
    assertThat(
            load("[profile.staging]\nnamespace = 'n'\n", "TEMPORAL_PROFILE", "staging").namespace())
        .contains("n");
    assertThatThrownBy(() -> load("[profile.staging]\n", "TEMPORAL_PROFILE", "stagin"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--target env: there is no profile stagin in ")
        .hasMessageEndingWith("; did you mean staging?");
    assertThatThrownBy(() -> load("", "TEMPORAL_PROFILE", "staging"))
        .hasMessageEndingWith(
            "which has none; write one, or leave --profile and TEMPORAL_PROFILE out.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "address = 7 | profile.default.address | must be text in quotation marks.",
        "tls = true | profile.default.tls | must be a table",
        "tls.disabled = 'true' | profile.default.tls.disabled | without quotation marks.",
        "grpc_meta.a = 1 | profile.default.grpc_meta.a | must be text",
        "grpc_meta.'a b' = 's3cret' | profile.default.grpc_meta.a b | must name a header",
        "grpc_meta.a = 's3cret\u00e9' | profile.default.grpc_meta.a | in ASCII.",
        "api_key = \"s3cret\\n\" | profile.default.api_key | has a line break",
        "address = 'https://a:1' | profile.default.address | must be HOST:PORT without",
      })
  void aValueThatCannotBeUsedIsNamedByItsKey(String line, String key, String wayOut) {
    assertThatThrownBy(() -> load("[profile.default]\n" + line + "\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(key + " in ")
        .hasMessageContaining(wayOut)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void variablesCountBeforeTheFileAlsoWhenTheyAreEmpty() {
    String toml =
        """
        [profile.default]
        address = "file.test:1"
        namespace = "file"
        api_key = "file-key"
        [profile.default.grpc_meta]
        Some_Header = "file"
        other = "file"
        """;
    ClientProfile file = load(toml);
    assertThat(header(file, "authorization")).isEqualTo("Bearer file-key");
    assertThat(header(file, "some-header")).isEqualTo("file");
    ClientProfile both =
        load(
            toml,
            "TEMPORAL_ADDRESS",
            "variable.test:2",
            "TEMPORAL_NAMESPACE",
            "",
            "TEMPORAL_API_KEY",
            "",
            "TEMPORAL_GRPC_META_SOME_HEADER",
            "variable",
            "TEMPORAL_GRPC_META_OTHER",
            "");
    assertThat(both.address()).hasToString("variable.test:2");
    assertThat(both.namespace()).isEmpty();
    assertThat(both.usesTls()).isFalse();
    assertThat(both.headers().keys()).containsExactly("some-header");
    assertThat(header(both, "some-header")).isEqualTo("variable");
  }

  @Test
  void aKeyGivesWayToAnAuthorizationOfTheUsersOwn() {
    ClientProfile profile =
        load(
            """
            [profile.default]
            api_key = "key"
            [profile.default.grpc_meta]
            authorization = "Basic gateway"
            """);
    assertThat(header(profile, "authorization")).isEqualTo("Basic gateway");
  }

  /** Each row: a variable that nobody reads, and the one that it most likely stands for. */
  @ParameterizedTest
  @CsvSource({
    "temporal_address, TEMPORAL_ADDRESS",
    "TEMPORAL_ADDR, TEMPORAL_ADDRESS",
    "TEMPORAL_TLS_CERT_PATH, TEMPORAL_TLS_CLIENT_CERT_PATH",
    "TEMPORAL_TLS_KEY_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH",
    "TEMPORAL_TLS_CA_PATH, TEMPORAL_TLS_SERVER_CA_CERT_PATH"
  })
  void aVariableThatNobodyReadsIsWarnedOf(String given, String meant) {
    assertThat(load("", given, "x").warnings())
        .singleElement()
        .asString()
        .endsWith("did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({"-----BEGIN PRIVATE KEY-----s3cret-----END PRIVATE KEY-----", "'s3cret\ns3cret'"})
  void dataWhereAFileIsToBeNamedIsRefusedUnseen(String data) {
    Map<String, String> environment =
        variables(
            "TEMPORAL_TLS_CLIENT_KEY_PATH",
            data.replace("\\n", "\n"),
            "TEMPORAL_TLS_CLIENT_CERT_PATH",
            data.replace("\\n", "\n"));
    environment.put("TEMPORAL_CONFIG_FILE", file(new byte[0]).toString());
    assertThatThrownBy(
            () -> {
              ClientProfile profile = ClientProfile.load(Optional.empty(), environment);
              var unused = profile.tls();
            })
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("holds data where it must name a file")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "1, true", "t, true", "T, true", "true, true", "TRUE, true", "True, true",
    "0, false", "f, false", "F, false", "false, false", "FALSE, false", "'', false"
  })
  void whetherTlsIsUsedIsReadFromItsVariable(String text, boolean used) {
    assertThat(load("", "TEMPORAL_TLS", text).usesTls()).isEqualTo(used);
  }

  @Test
  void anythingElseIsRefusedAsTlsWouldBeOffInSilence() {
    for (String name : List.of("TEMPORAL_TLS", "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION")) {
      assertThatThrownBy(() -> load("", name, "yes"))
          .isInstanceOf(UsageException.class)
          .hasMessage(name + " must be true or false (or 1, 0, t, f), not yes.");
    }
  }

  @Test
  void tlsIsUsedWhereItIsSpokenOfUnlessItIsSwitchedOff() {
    assertThat(load("[profile.default.tls]\n").usesTls()).isTrue();
    assertThat(load("[profile.default]\napi_key = 'k'\n").usesTls()).isTrue();
    assertThat(load("", "TEMPORAL_TLS_SERVER_NAME", "a").usesTls()).isTrue();
    assertThat(load("", "TEMPORAL_TLS_CA", "ca.pem").usesTls()).isTrue();
    assertThat(load("[profile.default.tls]\n", "TEMPORAL_TLS", "false").usesTls()).isFalse();
    assertThat(load("[profile.default.tls]\ndisabled = true\n").usesTls()).isFalse();
    assertThat(load("[profile.default.tls]\ndisabled = true\n", "TEMPORAL_TLS", "1").usesTls())
        .isTrue();
  }

  @Test
  void anEmptyVariableSwitchesNoTlsOnThoughTheCliDoesSo() {
    assertThat(load("", "TEMPORAL_TLS_SERVER_NAME", "").usesTls()).isFalse();
  }

  @Test
  void anApiKeyInPlaintextIsWarnedOfUnlessItStaysHere() {
    assertThat(
            load("", "TEMPORAL_API_KEY", "s3cret", "TEMPORAL_TLS", "0", "TEMPORAL_ADDRESS", "a:1")
                .warnings())
        .containsExactly("the API key goes to a:1 in plaintext, as TEMPORAL_TLS switches TLS off");
    assertThat(load("", "TEMPORAL_API_KEY", "s3cret", "TEMPORAL_TLS", "0").warnings()).isEmpty();
    assertThat(load("", "TEMPORAL_API_KEY", "s3cret", "TEMPORAL_ADDRESS", "a:1").warnings())
        .isEmpty();
  }
}
