package dev.tokenstorm.environment;

import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.Loopback;
import dev.tokenstorm.text.UsageException;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A client's profile: what Temporal's configuration file and environment variables say of a target,
 * taken together. Keys and certificates are read only when asked for, and never printed. Immutable.
 */
public final class ClientProfile {
  /** Characters that a header's value may have: printable ASCII. */
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

  private final ProfileValues values;
  private final HostPort address;
  private final List<String> warnings;

  private ClientProfile(ProfileValues values, List<String> warnings) {
    this.values = values;
    this.address =
        values
            .get(ProfileKey.ADDRESS)
            .map(value -> EnvironmentAddress.parse(value.text(), value.origin()))
            .orElseGet(() -> EnvironmentAddress.parse("", ProfileKey.ADDRESS.variable()));
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads file and variables.
   *
   * @param profile the profile that the user named; if empty, TEMPORAL_PROFILE names it; if that is
   *     empty too, it is {@code default}, which need not exist
   * @param environment variables of the environment
   * @throws UsageException if the file or a value cannot be used
   */
  public static ClientProfile load(Optional<String> profile, Map<String, String> environment) {
    ConfigurationFile file = ConfigurationFile.read(environment);
    ProfileValues values = new ProfileValues();
    Optional<String> asked =
        profile
            .or(() -> Optional.ofNullable(environment.get(EnvironmentVariables.PROFILE)))
            .filter(name -> !name.isEmpty());
    List<String> warnings = new ArrayList<>(file.warnings());
    warnings.addAll(FileProfile.read(file, asked, values));
    warnings.addAll(EnvironmentVariables.misspelt(environment));
    EnvironmentVariables.apply(environment, values);
    ClientProfile loaded = new ClientProfile(values, warnings);
    loaded.headers();
    return loaded;
  }

  /** Returns the address of the target. */
  public HostPort address() {
    return address;
  }

  public Optional<String> namespace() {
    return values.get(ProfileKey.NAMESPACE).map(ProfileValue::text);
  }

  /** Returns one line, without a full stop, on each thing that the user may not have meant. */
  public List<String> warnings() {
    if (values.get(ProfileKey.API_KEY).isEmpty() || values.usesTls() || Loopback.isLocal(address)) {
      return warnings;
    }
    List<String> all = new ArrayList<>(warnings);
    all.add(
        "the API key goes to "
            + address
            + " in plaintext, as "
            + values.get(ProfileKey.TLS_DISABLED).map(ProfileValue::origin).orElse("the profile")
            + " switches TLS off");
    return List.copyOf(all);
  }

  /** Returns the headers that each call carries, with the API key's header. */
  public Metadata headers() {
    Metadata headers = new Metadata();
    values.headers().forEach((name, value) -> headers.put(header(name, value), sendable(value)));
    values
        .get(ProfileKey.API_KEY)
        .ifPresent(
            key -> {
              Metadata.Key<String> authorization = header("authorization", key);
              // A header that the user named wins over the API key's, as in Temporal's CLI.
              if (!headers.containsKey(authorization)) {
                headers.put(authorization, "Bearer " + sendable(key));
              }
            });
    return headers;
  }

  private static Metadata.Key<String> header(String name, ProfileValue value) {
    try {
      return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          value.origin()
              + " must name a header of letters, digits, hyphens and underscores that does not end"
              + " in -bin.");
    }
  }

  private static String sendable(ProfileValue value) {
    if (!HEADER_VALUE.matcher(value.text()).matches()) {
      throw new UsageException(
          value.origin()
              + " has a line break or another character that no header may have; it must be on one"
              + " line, in ASCII.");
    }
    return value.text();
  }

  /** Returns whether connections use TLS. */
  public boolean usesTls() {
    return values.usesTls();
  }

  /** Returns whether the client shows a certificate. */
  public boolean hasIdentity() {
    return values.usesTls() && ClientIdentity.isNamed(values);
  }

  /**
   * Returns the settings of TLS; empty for plaintext.
   *
   * @throws UsageException if a key or certificate cannot be used
   */
  public Optional<SslContext> tls() {
    return values.usesTls() ? Optional.of(TlsContext.of(values)) : Optional.empty();
  }

  /**
   * Returns the name that the server's certificate must have; empty if it is the address's host.
   */
  public Optional<String> serverName() {
    return values.usesTls()
        ? values.get(ProfileKey.SERVER_NAME).map(ProfileValue::text)
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "profile of " + address;
  }
}
