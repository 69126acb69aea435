package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the harness's environment a command gets. */
final class ChildEnvironmentTest {

  private static boolean has(String name, String value, String... kept) {
    return ChildEnvironment.of(Map.of(name, value), List.of(kept)).containsKey(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TEMPORAL_API_KEY",
        "TEMPORAL_ADDRESS",
        "temporal_tls_client_key_data",
        "TOKENSTORM_TARGET",
        "TOKENSTORM_X"
      })
  void variablesOfTemporalAndOursAreNeverThere(String name) {
    assertThat(has(name, "x")).isFalse();
    assertThat(has(name, "x", name)).isFalse();
    assertThat(ChildEnvironment.neverHas(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_SECRET_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_SESSION_TOKEN",
        "OTEL_EXPORTER_OTLP_HEADERS",
        "PGPASSWORD",
        "MYSQL_PWD",
        "GITHUB_TOKEN",
        "API_KEY",
        "OPENAPIKEY",
        "NPM_AUTH",
        "PRIVATEKEY",
        "ACCESSKEY",
        "AccountKey",
        "SSHPASS",
        "GITHUB_PAT",
        "AZURE_STORAGE_CONNECTION_STRING",
        "GOOGLE_APPLICATION_CREDENTIALS"
      })
  void whatMayBeASecretIsThereOnlyIfTheCommandAsksForIt(String name) {
    assertThat(has(name, "x")).isFalse();
    assertThat(has(name, "x", name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "PWD",
        "OLDPWD",
        "LANG",
        "KUBECONFIG",
        "SSH_AUTH_SOCK",
        "KEYBOARD",
        "MONKEY",
        "COMPASS",
        "MANPATH",
        "TEMPORALITY"
      })
  void theRestIsThere(String name) {
    assertThat(has(name, "x")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://me:secret@proxy:3128",
        "http://:secret@proxy",
        "https://token@proxy",
        "postgres://me:a/b@proxy/db",
        "postgres://me:12/b@proxy/db",
        "postgres://me:12/3@proxy:5432/db"
      })
  void anAddressWithATokenOrAPasswordIsASecret(String value) {
    assertThat(has("HTTPS_PROXY", value)).isFalse();
    assertThat(has("HTTPS_PROXY", value, "HTTPS_PROXY")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://proxy:3128",
        "http://proxy:3128/a",
        "http://proxy/a@b",
        "http://[::1]:3128/",
        "me@example.com"
      })
  void anAddressOfAHostAloneIsNone(String value) {
    assertThat(has("HTTPS_PROXY", value)).isTrue();
  }

  /** It may be a port and a path, or a password with a slash: nobody can tell. */
  @Test
  void aPathWithAnAtSignBehindAPortMayBeAPassword() {
    assertThat(has("HTTPS_PROXY", "http://proxy:3128/a@b")).isFalse();
    assertThat(has("HTTPS_PROXY", "http://proxy:3128/a@b", "HTTPS_PROXY")).isTrue();
  }
}
