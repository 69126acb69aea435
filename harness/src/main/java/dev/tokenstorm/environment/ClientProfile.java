package dev.tokenstorm.environment;

import dev.tokenstorm.plan.EnvironmentAddress;
import dev.tokenstorm.plan.HostPort;
import dev.tokenstorm.plan.Loopback;
import dev.tokenstorm.plan.UsageException;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What file and variables say of a target, together. Keys and certificates are read when they are
 * asked for, and never printed. Immutable once loaded.
 */
public final class ClientProfile {
  /** What may stand in a header: printable ASCII. */
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
   * Reads them.
   *
   * @param profile the profile asked for; empty means TEMPORAL_PROFILE, or else {@code default},
   *     which need not be there
   * @param environment the environment's variables
   * @throws UsageException when the file or a value cannot be used
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

  /** Where the target is. */
  public HostPort address() {
    return address;
  }

  public Optional<String> namespace() {
    return values.get(ProfileKey.NAMESPACE).map(ProfileValue::text);
  }

  /** What its user may not have meant, a line each, without a full stop. */
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

  /** The headers that each call carries, the API key's among them. */
  public Metadata headers() {
    Metadata headers = new Metadata();
    values.headers().forEach((name, value) -> headers.put(header(name, value), sendable(value)));
    values
        .get(ProfileKey.API_KEY)
        .ifPresent(
            key -> {
              Metadata.Key<String> authorization = header("authorization", key);
              // As the CLI does, whose key gives way to a header of that name.
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

  /** Whether TLS is spoken. */
  public boolean usesTls() {
    return values.usesTls();
  }

  /** Whether a client certificate is to be shown. */
  public boolean hasIdentity() {
    return values.usesTls() && ClientIdentity.isNamed(values);
  }

  /**
   * How to speak TLS; empty in plaintext.
   *
   * @throws UsageException when a key or certificate cannot be used
   */
  public Optional<SslContext> tls() {
    return values.usesTls() ? Optional.of(TlsContext.of(values)) : Optional.empty();
  }

  /** The name that the server's certificate must have instead of the address's. */
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
