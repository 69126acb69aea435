package dev.tokenstorm.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of a profile, each with its key in the configuration file and its environment
 * variable.
 */
enum ProfileKey {
  ADDRESS("address", "TEMPORAL_ADDRESS"),
  NAMESPACE("namespace", "TEMPORAL_NAMESPACE"),
  API_KEY("api_key", "TEMPORAL_API_KEY"),
  /** The variable means the opposite of the key: that TLS is used. */
  TLS_DISABLED("tls.disabled", "TEMPORAL_TLS"),
  CLIENT_CERT_PATH("tls.client_cert_path", "TEMPORAL_TLS_CLIENT_CERT_PATH", "TEMPORAL_TLS_CERT"),
  CLIENT_CERT_DATA(
      "tls.client_cert_data", "TEMPORAL_TLS_CLIENT_CERT_DATA", "TEMPORAL_TLS_CERT_DATA"),
  CLIENT_KEY_PATH("tls.client_key_path", "TEMPORAL_TLS_CLIENT_KEY_PATH", "TEMPORAL_TLS_KEY"),
  CLIENT_KEY_DATA("tls.client_key_data", "TEMPORAL_TLS_CLIENT_KEY_DATA", "TEMPORAL_TLS_KEY_DATA"),
  SERVER_CA_CERT_PATH(
      "tls.server_ca_cert_path", "TEMPORAL_TLS_SERVER_CA_CERT_PATH", "TEMPORAL_TLS_CA"),
  SERVER_CA_CERT_DATA(
      "tls.server_ca_cert_data", "TEMPORAL_TLS_SERVER_CA_CERT_DATA", "TEMPORAL_TLS_CA_DATA"),
  SERVER_NAME("tls.server_name", "TEMPORAL_TLS_SERVER_NAME"),
  DISABLE_HOST_VERIFICATION(
      "tls.disable_host_verification", "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION"),
  /** Known but unused: the harness decodes no payloads. */
  CODEC_ENDPOINT("codec.endpoint", "TEMPORAL_CODEC_ENDPOINT"),
  CODEC_AUTH("codec.auth", "TEMPORAL_CODEC_AUTH");

  private static final String TLS = "tls.";

  private final String path;
  private final String variable;
  private final Optional<String> olderVariable;

  ProfileKey(String path, String variable) {
    this(path, variable, Optional.empty());
  }

  ProfileKey(String path, String variable, String olderVariable) {
    this(path, variable, Optional.of(olderVariable));
  }

  ProfileKey(String path, String variable, Optional<String> olderVariable) {
    this.path = path;
    this.variable = variable;
    this.olderVariable = olderVariable;
  }

  static List<ProfileKey> all() {
    return Arrays.asList(values());
  }

  /** Returns the key's place in a profile, such as {@code tls.server_name}. */
  String path() {
    return path;
  }

  /** Returns the names of the tables that lead to the key, followed by the key's own. */
  List<String> steps() {
    return Pattern.compile("\\.").splitAsStream(path).toList();
  }

  String variable() {
    return variable;
  }

  /**
   * Returns the name of the variable in older versions of the CLI. If it is set, it wins over the
   * file and over the newer variable.
   */
  Optional<String> olderVariable() {
    return olderVariable;
  }

  /** Returns whether the setting is about TLS, so that giving it turns TLS on. */
  boolean ofTls() {
    return path.startsWith(TLS);
  }

  boolean isBoolean() {
    return this == TLS_DISABLED || this == DISABLE_HOST_VERIFICATION;
  }
}
